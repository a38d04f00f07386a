import pluginVue from 'eslint-plugin-vue'
import importX from 'eslint-plugin-import-x'
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript'
import globals from 'globals'
import tseslint from 'typescript-eslint'

const viewRooms = ['stores', 'panels', 'charts', 'map', 'composables', 'styles']
  .map((room) => `client/${room}`)
  .concat('shared')
// A page joins stores to views, and shows what a theme adds; the search box goes with every page.
const pageRooms = [...viewRooms, 'client/themes', 'client/explain', 'client/orders']

// The room table of docs/architecture.md: a room may import itself and what stands beside it here.
const rooms = {
  shared: ['shared'],
  'server/city': ['shared'],
  'server/db': ['shared'],
  'server/projections': ['shared', 'server/db'],
  'server/audit': ['shared', 'server/db'],
  'server/accounts': ['shared', 'server/db', 'server/audit'],
  'server/log': ['shared', 'server/db', 'server/projections', 'server/audit'],
  'server/attachments': ['shared'],
  'server/backup': ['shared', 'server/db', 'server/audit'],
  'server/ingest': ['shared', 'server/log', 'server/queries', 'server/city'],
  'server/commands': ['shared', 'server/log', 'server/queries', 'server/city'],
  'server/scheduler': ['shared', 'server/log', 'server/queries', 'server/city'],
  'server/queries': ['shared', 'server/db', 'server/city', 'server/statistics'],
  'server/live': ['shared', 'server/log', 'server/queries'],
  'server/sign-on': ['shared'],
  'server/statistics': ['shared'],
  'server/wall': ['shared'],
  'server/reports': ['shared', 'server/queries', 'server/exports'],
  'server/api': [
    'shared',
    ...[
      'server/queries',
      'server/commands',
      'server/ingest',
      'server/live',
      'server/wall',
      'server/attachments',
      'server/audit',
      'server/exports',
      'server/accounts',
      'server/sign-on',
    ],
  ],
  'server/exports': ['shared', 'server/queries', 'server/city', 'server/statistics'],
  'server/app': ['shared', 'server', 'seed'],
  'client/api': ['shared', 'server/api'],
  'client/composables': ['shared', 'client/styles'],
  'client/stores': ['shared', 'client/api', 'client/composables'],
  'client/charts': ['shared', 'client/composables', 'client/styles'],
  'client/map': ['shared', 'client/composables', 'client/styles'],
  'client/panels': ['shared', 'client/charts', 'client/map', 'client/composables', 'client/styles'],
  'client/themes': viewRooms,
  'client/explain': viewRooms,
  'client/orders': viewRooms,
  'client/parcel': pageRooms,
  'client/wall': pageRooms,
  // The drill shows the wall's map and reads it by the wall's own words.
  'client/drill': [...pageRooms, 'client/wall'],
  'client/analysis': pageRooms,
  // A report shows views as the workbench draws them.
  'client/reports': [...pageRooms, 'client/analysis'],
  'client/cases': pageRooms,
  'client/feeds': pageRooms,
  'client/intake': pageRooms,
  'client/scores': pageRooms,
  'client/search': pageRooms,
  'client/remote': pageRooms,
  'client/login': viewRooms,
  'client/setup': viewRooms,
  'client/account': viewRooms,
  // 接入 is what the page of feeds shows.
  'client/admin': [...viewRooms, 'client/feeds'],
  'client/audit': viewRooms,
  'client/app': ['shared', 'client'],
  'seed/simulator': ['shared'],
}

const parents = ['shared', 'server', 'client', 'seed', 'bench', 'e2e']

/** Every room that `room` may not reach, as import-x zones. */
function zonesOf(room, allowed) {
  const reach = [room, ...allowed]
  const whole = parents.filter((p) => !reach.some((a) => a === p || a.startsWith(`${p}/`)))
  const partly = parents.filter(
    (p) => !reach.includes(p) && reach.some((a) => a.startsWith(`${p}/`)),
  )
  return [
    ...whole.map((from) => ({ target: `./${room}`, from: `./${from}` })),
    ...partly.map((from) => ({
      target: `./${room}`,
      from: `./${from}`,
      except: reach
        .filter((a) => a.startsWith(`${from}/`))
        .map((a) => `./${a.slice(from.length + 1)}`),
    })),
  ].map((zone) => ({
    ...zone,
    message: `${room} may import only: ${allowed.join(', ')} (docs/architecture.md).`,
  }))
}

const restrict = (patterns) => ({ 'no-restricted-imports': ['error', { patterns }] })
const only = (lib, where) => ({
  group: [lib, `${lib}/*`],
  message: `Only ${where} imports ${lib}.`,
})

export default tseslint.config(
  { ignores: ['dist', 'data', 'node_modules', 'client/public', 'seed/*/map'] },
  ...tseslint.configs.recommended,
  ...pluginVue.configs['flat/recommended'],
  {
    files: ['**/*.{ts,vue,mjs,js}'],
    languageOptions: {
      globals: { ...globals.node, ...globals.browser },
      parserOptions: { parser: tseslint.parser, extraFileExtensions: ['.vue'] },
    },
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
    rules: {
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'vue/multi-word-component-names': 'error',
      'vue/no-v-html': 'error',
      'vue/no-v-text-v-html-on-component': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-script-url': 'error',
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
    },
  },
  {
    files: ['{shared,server,client,seed}/**/*.{ts,vue}'],
    ignores: ['**/*.test.ts'],
    rules: {
      'max-lines': ['error', { max: 400 }],
      'import-x/no-restricted-paths': [
        'error',
        { zones: Object.entries(rooms).flatMap(([room, allowed]) => zonesOf(room, allowed)) },
      ],
    },
  },
  {
    files: ['{shared,server,seed}/**/*.ts'],
    ignores: ['**/*.test.ts', 'server/app/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          message: 'Time comes in as an argument; only server/app reads the clock.',
        },
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'Time comes in as an argument; only server/app reads the clock.',
        },
        {
          selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
          message: 'Randomness is seeded.',
        },
      ],
    },
  },
  {
    files: ['client/**/*.{ts,vue}'],
    ignores: ['**/*.test.ts', 'client/stores/time.ts', 'client/styles/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          message: 'The time store alone knows what time it is.',
        },
        {
          selector: "CallExpression[callee.name='setInterval']",
          message: 'The time store alone ticks.',
        },
        {
          selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
          message: 'Nothing is invented in the client.',
        },
        {
          selector: 'Literal[value=/#[0-9a-fA-F]{6}\\b/]',
          message: 'Colours come from styles/tokens.css.',
        },
      ],
    },
  },
  {
    files: ['{client,shared}/**/*.{ts,vue}'],
    ignores: ['**/*.test.ts'],
    rules: {
      // Markup from words: a title or a file's name could be a script.
      'no-restricted-properties': [
        'error',
        ...['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'createContextualFragment'].map(
          (property) => ({ property, message: 'Words go in as text.' }),
        ),
        { object: 'document', property: 'write', message: 'Words go in as text.' },
      ],
    },
  },
  {
    files: ['client/**/*.{ts,vue}'],
    ignores: ['client/map/engine.ts', 'client/charts/ChartFrame.vue'],
    rules: restrict([
      only('mapbox-gl', 'client/map/engine.ts'),
      only('vue-echarts', 'client/charts/ChartFrame.vue'),
    ]),
  },
  {
    files: ['server/api/**/*.ts', 'server/ingest/**/*.ts', 'server/commands/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: restrict([
      { group: ['drizzle-orm', 'drizzle-orm/*', 'better-sqlite3'], message: 'Ask a query.' },
    ]),
  },
)
