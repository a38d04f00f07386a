/** Columns that may never be stored (禁存字段), by name: what a resident could be known by. */
const chinese =
  /姓名|联系人|身份证|证件号|护照|社保卡|银行卡|电话|手机|座机|联系方式|车牌|号牌|人脸|指纹|虹膜|照片|微信|QQ号?|邮箱|电子邮件|轨迹|住址|家庭地址|出生日期|(诉求|来电|反映|投诉|举报|报案|求助)人(?![数次员口群])|(来电|主叫)号码/

/** Words of an English column's name that forbid it wherever they stand. */
const words = new Set([
  ...['phone', 'telephone', 'tel', 'mobile', 'cellphone', 'fax', 'wechat', 'whatsapp'],
  ...['email', 'mail', 'plate', 'licenseplate', 'idcard', 'ssn', 'passport', 'identity'],
  ...['face', 'fingerprint', 'biometric', 'birthdate', 'birthday', 'dob', 'surname'],
])
const wholes = new Set(['name', 'id card', 'id no', 'id number', 'license plate', 'mac', 'imei'])
const persons =
  /^(first|last|full|middle|given|family|contact|caller|customer|person|resident|owner|applicant|reporter|requester|requestor|citizen|user)( ?name)$/

/** Whether a column of this name may never be stored. `location_street_name` may, `caller_name` may not. */
export function forbiddenName(column: string): boolean {
  if (chinese.test(column)) return true
  const name = column
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^a-z]+/g, ' ')
    .trim()
  return wholes.has(name) || persons.test(name) || name.split(' ').some((word) => words.has(word))
}

/** Whole values that give a column away, whatever it is called. */
const forms: readonly RegExp[] = [
  /^(\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}$/,
  /^(\(0\d{2,3}\)|0\d{2,3}-)\d{7,8}$/,
  /^(\+?1[-. ])?(\(\d{3}\)\s*|\d{3}[-. ])\d{3}[-. ]\d{4}$/,
  /^[1-9]\d{5}(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dXx]$/,
  /^[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·• ]?[A-Z0-9]{5,6}$/,
  /^[\w.+-]+@[\w-]+(\.[\w-]+)+$/,
]

/** Enough filled-in values to judge a column, and the share that must look alike (our defaults). */
const enough = 5
const share = 0.5

/** Whether these values are telephone, identity or plate numbers or mail addresses for the most part. */
export function forbiddenValues(values: readonly string[]): boolean {
  const filled = values.map((value) => value.trim()).filter((value) => value !== '')
  if (filled.length < enough) return false
  const matching = filled.filter((value) => forms.some((form) => form.test(value))).length
  return matching >= filled.length * share
}

export interface ForbiddenColumn {
  index: number
  column: string
  why: 'name' | 'values'
}

/** Which columns of a table must be dropped before anything is stored, judged by header and first rows. */
export function forbiddenColumns(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): ForbiddenColumn[] {
  return header.flatMap((column, index): ForbiddenColumn[] => {
    if (forbiddenName(column)) return [{ index, column, why: 'name' }]
    const values = rows.map((row) => row[index] ?? '')
    return forbiddenValues(values) ? [{ index, column, why: 'values' }] : []
  })
}
