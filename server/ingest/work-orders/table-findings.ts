import type { RowFinding } from './issue.ts'

/** What can be said of a row, or of the whole file, before or beside its cells; `$` is what was found. */
const words: Record<string, string> = {
  'unclosed-quote': '引号没有闭合，此行未收；请核对此行后再导入。',
  'unreadable-row': '此行不是 CSV，未收；请核对引号与分隔符。',
  'column-count': '此行列数与表头不符（$），分不清哪一格是哪一列，未收；请核对分隔符与引号。',
  'duplicate-number': '工单编号与第 $ 行相同而内容不同，以第 $ 行为准，此行未收；请核对。',
  'repeated-row': '与第 $ 行相同，只计一次。',
  'forbidden-column': '「$」列属个人信息，未读入；请从表中删去。',
  'merged-cells': '有合并单元格，按每一格都写了同样的内容读。',
  'formula-cells': '$ 行有公式，按文件中存的计算结果读。',
  'only-header': '只有表头，没有工单。',
  'damaged-text': '有读不出的文字（编码混杂），已用 � 代替；请另存为 UTF-8 或 GBK 后再导入。',
}

export const tableFinding = (code: string, found = ''): RowFinding => ({
  code,
  severity: code === 'repeated-row' ? 'warning' : 'error',
  field: code === 'duplicate-number' ? 'number' : null,
  found,
  message: (words[code] ?? code).replaceAll('$', found),
})
