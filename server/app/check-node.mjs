// better-sqlite3 needs Node 22.12 or later and would crash without a word on an older one.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 12)) {
  console.error(
    `Node ${process.versions.node} is too old. The project brings its own: run it as an npm script ` +
      '(npm start, npm test), after npm ci. 请用 npm 脚本启动（npm start），项目自带 Node 24。',
  )
  process.exit(1)
}
