declare module 'mapbox-gl/dist/mapbox-gl-csp.js' {
  // eslint-disable-next-line @typescript-eslint/consistent-type-imports -- an import statement would open a second door to the library
  const gl: typeof import('mapbox-gl') & { workerUrl: string }
  export default gl
}
