import type { DomainTexts } from './en.ts'

/** The names of kinds, categories and meanings in Chinese. */
export const domainTextsZhCN: DomainTexts = {
	kinds: {
		obstacle: '障碍',
		solution: '对策',
		case: '案例',
		resource: '资源',
		question: '问题',
		action: '行动',
		note: '便签',
	},
	categories: {
		money: '资金',
		law: '法律法规',
		procurement: '采购',
		coordination: '协调',
		skills: '人员与能力',
		political: '政治意愿',
		data: '数据与技术',
		acceptance: '公众接受度',
		land: '土地与基础设施',
		partners: '合作方与市场',
		other: '其他',
	},
	meanings: {
		faces: '面临',
		causes: '导致',
		addresses: '应对',
		enables: '支持',
		carriesOut: '落实',
		relatesTo: '相关',
	},
	untitledCluster: '未命名的分组框',
}
