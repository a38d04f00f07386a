import { plain } from './words.ts'

/** The hundred most frequent surnames of the Ministry of Public Security's list of 2020, and double ones. */
const surnames = new Set([
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏',
  ...'苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵',
  ...'万覃武钱戴严莫孔向常季施缪',
])
const doubles = new Set([
  '欧阳',
  '司马',
  '诸葛',
  '上官',
  '司徒',
  '夏侯',
  '皇甫',
  '尉迟',
  '公孙',
  '慕容',
])

const enough = 5
const share = 0.8

const isName = (text: string): boolean =>
  /^[\u4e00-\u9fff·]{2,4}$/.test(text) &&
  (text.length <= 3 ? surnames.has(text.slice(0, 1)) : doubles.has(text.slice(0, 2)))

/**
 * Whether these values are names of persons (姓名) for the most part: two to four characters that
 * begin with a surname, hardly any twice. `known` are names of regions and the like, which are none.
 */
export function namesOfPersons(values: readonly string[], known: ReadonlySet<string>): boolean {
  const filled = values.map(plain).filter((value) => value !== '')
  if (filled.length < enough) return false
  const names = filled.filter((value) => !known.has(value) && isName(value))
  return names.length >= filled.length * share && new Set(names).size >= names.length * share
}
