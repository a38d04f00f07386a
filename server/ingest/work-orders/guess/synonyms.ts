import type { WorkOrderField } from '../../../../shared/imports/mapping.ts'

/** Headers (表头) that exports in China give each field, the surest first; compared without spaces. */
export const synonyms: Record<WorkOrderField, RegExp[]> = {
  number: [
    /^(工单|案件|事件|任务|诉求|受理|流水|登记)(编?号|编码|单号|ID)$/i,
    /^(编号|单号|流水号|case_?(id|no|enquiry_id)|number)$/i,
    /(工单|案件|事件).*(号|编码)/,
  ],
  occurredAt: [
    /^(诉求|上报|反映|来电|报案|登记|发生|事发|创建|采集)(时间|日期)$/,
    /^(open(ed)?_?(dt|at|time|date)|created_?(at|time|date)?|occurred_?at)$/i,
    /(上报|登记|来电|诉求|创建).*(时间|日期)/,
  ],
  type: [
    /^(事件|诉求|案件|问题|工单)(类型|类别|小类|分类)$/,
    /^(小类|类型|类别|小类名称|三级分类|type|category)$/i,
  ],
  title: [/^(诉求|工单|案件|事件|问题)?(标题|主题)$/, /^(title|subject)$/i],
  description: [
    /^(诉求|工单|反映|问题|案件|事件|投诉)(内容|描述|详情|情况)$/,
    /^(内容|描述|详情|description|content)$/i,
  ],
  region: [
    /^(所属|事发|诉求)?(街道|镇街|乡镇|乡镇街道|镇\(街道\)|街镇)(名称|代码|编码)?$/,
    /^(村|社区|村社区|网格)(名称|代码)?$/,
    /^(所属)?(区域|区划)(名称|代码|编码)?$/,
    /^(事发|诉求|发生|案件|问题)(地址|地点|位置)$/,
    /^(neighbou?rhood|region|town)$/i,
  ],
  parentRegion: [
    /^(所属|事发|诉求)?(区县|县区|县市区|市区县|区\(县\)|行政区|辖区|属地)(名称|代码)?$/,
    /^district$/i,
  ],
  lng: [/^(经度|X坐标|lng|lon|longitude)$/i, /经度/],
  lat: [/^(纬度|Y坐标|lat|latitude)$/i, /纬度/],
  severity: [/^(紧急程度|严重程度|事件等级|案件等级|等级|优先级|severity|priority)$/i],
  repeat: [/^(重复次数|第几次诉求|诉求次数)$/],
  status: [/^(工单|案件|事件|办理|处理|当前|处置)?(状态|环节|阶段)$/, /^(status|stage)$/i],
  acceptedAt: [/^受理(时间|日期)$/, /^accepted_?at$/i],
  registeredAt: [/^立案(时间|日期)$/],
  dispatchedAt: [/^(派单|派遣|交办|转办|分派|下派)(时间|日期)$/, /^dispatched_?at$/i],
  department: [/^(承办|主办|处置|办理|责任|处理)(单位|部门)$/, /^(department|单位|部门)$/i],
  disposalDeadline: [/^(处置|处理|办理)(期限|时限|截止时间)$/],
  closingDeadline: [
    /^(办结|结案)(期限|时限|截止时间)$/,
    /^(截止时间|要求办结时间|应办结时间|target_?dt|deadline)$/i,
  ],
  signedAt: [/^签收(时间|日期)$/],
  resolvedAt: [/^(反馈|回复|答复|处置|处理|处置完成|办理完成)(时间|日期)$/],
  result: [/^(办理|处理|处置|答复|反馈)(结果|情况|意见|内容)$/],
  verifiedAt: [/^(核查|审核|回访)(时间|日期)$/],
  closedAt: [/^(办结|结案|完成|关闭|归档)(时间|日期)$/, /^(closed?_?(dt|at|time|date))$/i],
  rating: [/^(满意度|满意情况|满意度评价|评价结果|群众评价|是否满意|回访结果)$/, /^rating$/i],
  ratedAt: [/^评价(时间|日期)$/],
}
