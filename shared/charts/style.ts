/** Everything that a chart's look is made of (图样): colours, fonts and sizes, in pixels. */
export interface ChartStyle {
  /** What the picture lies on; transparent on screen. */
  paper: string
  ink: string
  ink2: string
  ink3: string
  /** Row rules and control outlines. */
  line: string
  line2: string
  raised: string
  /** The three strong lines, marked ● ■ ▲; the others; last year's; thresholds. */
  strong: readonly [string, string, string]
  quiet: string
  ghost: string
  threshold: string
  /** What a band or a bar is filled with. */
  fill: string
  /** Severity, only where a status exists. */
  red: string
  yellow: string
  /** Six steps of a class, low to high; what is missing is `missing` hatched with `missingLine`. */
  ramp: readonly [string, string, string, string, string, string]
  /** Ink that can be read on each step. */
  onRamp: readonly [string, string, string, string, string, string]
  missing: string
  missingLine: string
  font: string
  fontNum: string
  /** Height of words, and of the small ones. */
  text: number
  small: number
  /** Width of a hairline, and of a strong line. */
  hair: number
  stroke: number
  /** True in files: nothing moves, nothing answers a pointer. */
  still: boolean
}

/** The box that a chart is drawn in, pixels. */
export interface ChartBox {
  width: number
  height: number
  /** Title and cautions inside the picture (图题): where nothing around it says them. */
  heading?: boolean
  /** Where a pointer is in the picture (指针), pixels; left out where none is. */
  pointer?: () => { x: number; y: number }
}

const sizes = { text: 14, small: 13, hair: 1, stroke: 2, still: true }
const fonts = {
  font: "'Noto Sans SC', 'Noto Sans CJK SC', sans-serif",
  fontNum: "'Barlow Semi Condensed', 'Noto Sans SC', 'Noto Sans CJK SC', sans-serif",
}

const light: ChartStyle = {
  ...sizes,
  ...fonts,
  paper: '#ffffff',
  ink: '#0d1b2e',
  ink2: '#3a4c64',
  ink3: '#5a6c84',
  line: '#e1e6eb',
  line2: '#c4ccd6',
  raised: '#f4f7fa',
  strong: ['#14618c', '#0d1b2e', '#4d7194'],
  quiet: '#b4c2d0',
  ghost: '#7d8fa6',
  threshold: '#53657d',
  fill: '#9cc4db',
  red: '#c81e2b',
  yellow: '#8a6700',
  ramp: ['#e3eef5', '#c3dcea', '#9cc4db', '#6ea6c6', '#3f83ab', '#1c5f8a'],
  onRamp: ['#0d1b2e', '#0d1b2e', '#0d1b2e', '#0d1b2e', '#ffffff', '#ffffff'],
  missing: '#eef0f2',
  missingLine: '#a9b4c2',
}

/** The styles of files (文件图样): constants, so that the same question gives the same picture. */
export const fileStyles: Record<'light' | 'dark' | 'print', ChartStyle> = {
  light,
  dark: {
    ...light,
    paper: '#0a1a30',
    ink: '#f1f6fd',
    ink2: '#bfcee2',
    ink3: '#94a8c3',
    line: '#1e2e45',
    line2: '#33435a',
    raised: '#10263f',
    strong: ['#8fd4ee', '#f1f6fd', '#6f9fd0'],
    quiet: '#3d5672',
    ghost: '#8aa0bd',
    threshold: '#c6d4e6',
    fill: '#276f98',
    red: '#ff5c63',
    yellow: '#ffd84d',
    ramp: ['#12304b', '#174566', '#1c5b80', '#25749a', '#3a8fb2', '#66b2cc'],
    onRamp: ['#f1f6fd', '#f1f6fd', '#f1f6fd', '#f1f6fd', '#071a2e', '#071a2e'],
    missing: '#16273a',
    missingLine: '#4d647f',
  },
  /** On paper: black ink, and lines that survive a grey printer. */
  print: { ...light, ink: '#000000', ink2: '#222222', ink3: '#444444', quiet: '#9aa5b1' },
}
