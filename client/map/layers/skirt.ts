import type { FeatureCollection } from 'geojson'

import { project } from '../projection.ts'
import type { CustomLayer, LayerHost } from '../scene.ts'
import { rgbOf } from '../tokens.ts'

const vertexShader = `
uniform mat4 m; uniform float depth; attribute vec4 a; varying float t; varying float s;
void main() {
  vec4 q = m * vec4(a.xy, 0.0, 1.0);
  q.y -= depth * a.z * q.w;
  gl_Position = q; t = a.z; s = a.w;
}`
const fragmentShader = `
precision mediump float; uniform vec3 top; uniform vec3 foot; varying float t; varying float s;
void main() { gl_FragColor = vec4(mix(top, foot, t) * s, 1.0); }`

/** Two triangles per coast segment (x, y, foot 0/1, shade), in painter's order from north to south. */
export function skirtMesh(coast: FeatureCollection): {
  origin: [number, number]
  data: Float32Array
} {
  const segments: [number, number, number, number][] = []
  for (const { geometry } of coast.features) {
    if (geometry.type !== 'LineString') continue
    const points = geometry.coordinates.map(([lng = 0, lat = 0]) => project([lng, lat], 0))
    points.forEach((b, i) => {
      const a = points[i - 1]
      if (a) segments.push([a.x / 512, a.y / 512, b.x / 512, b.y / 512])
    })
  }
  segments.sort((p, q) => Math.min(p[1], p[3]) - Math.min(q[1], q[3]))
  const [ox, oy] = segments[0] ?? [0, 0]
  const data = segments.flatMap(([x1, y1, x2, y2]) => {
    const [ax, ay, bx, by] = [x1 - ox, y1 - oy, x2 - ox, y2 - oy]
    const length = Math.hypot(bx - ax, by - ay) || 1
    const shade = 1 - (0.28 * (by - ay)) / length
    const corner = (x: number, y: number, foot: number) => [x, y, foot, shade]
    return [
      ...corner(ax, ay, 0),
      ...corner(bx, by, 0),
      ...corner(ax, ay, 1),
      ...corner(ax, ay, 1),
      ...corner(bx, by, 0),
      ...corner(bx, by, 1),
    ]
  })
  return { origin: [ox, oy], data: new Float32Array(data) }
}

/** The city's body (立体侧壁): its coast drawn `depth` px down the screen, in one draw call. */
export function skirtLayer(
  id: string,
  coast: FeatureCollection,
  depth: number,
  colours: { top: string; foot: string },
  restZoom: number,
): CustomLayer {
  let mesh: ReturnType<typeof skirtMesh> | null = null
  const top = rgbOf(colours.top)
  const foot = rgbOf(colours.foot)
  let host: LayerHost | null = null
  let program: WebGLProgram | null = null
  let buffer: WebGLBuffer | null = null
  return {
    id,
    type: 'custom',
    renderingMode: '2d',
    onAdd(map, gl) {
      host = map
      mesh = skirtMesh(coast)
      program = link(gl)
      buffer = gl.createBuffer()
      gl.bindBuffer(gl.ARRAY_BUFFER, buffer)
      gl.bufferData(gl.ARRAY_BUFFER, mesh.data, gl.STATIC_DRAW)
    },
    onRemove(_, gl) {
      gl.deleteProgram(program)
      gl.deleteBuffer(buffer)
      host = null
    },
    render(gl, matrix) {
      if (!host || !program || !mesh) return
      const { origin, data } = mesh
      // The origin is folded in at double precision: single precision would make the coast jitter.
      const m = [...matrix]
      const cell = (i: number) => matrix[i] ?? 0
      for (let i = 0; i < 4; i++)
        m[12 + i] = cell(i) * origin[0] + cell(4 + i) * origin[1] + cell(12 + i)
      const swell = Math.min(1.6, Math.max(0.7, 1.25 ** (host.getZoom() - restZoom)))
      const at = (name: string) => gl.getUniformLocation(program as WebGLProgram, name)
      gl.useProgram(program)
      gl.uniformMatrix4fv(at('m'), false, new Float32Array(m))
      gl.uniform1f(at('depth'), (depth * swell * 2) / host.getContainer().clientHeight)
      gl.uniform3fv(at('top'), top)
      gl.uniform3fv(at('foot'), foot)
      gl.bindBuffer(gl.ARRAY_BUFFER, buffer)
      const a = gl.getAttribLocation(program, 'a')
      gl.enableVertexAttribArray(a)
      gl.vertexAttribPointer(a, 4, gl.FLOAT, false, 0, 0)
      gl.disable(gl.CULL_FACE)
      gl.drawArrays(gl.TRIANGLES, 0, data.length / 4)
    },
  }
}

function link(gl: WebGLRenderingContext): WebGLProgram {
  const program = gl.createProgram()
  for (const [type, source] of [
    [gl.VERTEX_SHADER, vertexShader],
    [gl.FRAGMENT_SHADER, fragmentShader],
  ] as const) {
    const shader = gl.createShader(type)
    if (!shader) throw new Error('no-shader')
    gl.shaderSource(shader, source)
    gl.compileShader(shader)
    gl.attachShader(program, shader)
    gl.deleteShader(shader)
  }
  gl.linkProgram(program)
  return program
}
