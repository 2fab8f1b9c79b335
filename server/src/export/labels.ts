import type { CardKind, Coverage, LinkMeaning, Locale, ObstacleCategory } from '@charrette/shared'

type Heading =
	| 'id'
	| 'kind'
	| 'text'
	| 'city'
	| 'author'
	| 'category'
	| 'cluster'
	| 'answered'
	| 'links'
	| 'linkIds'
	| 'coverage'

/** The words of an export in one language. */
export interface Labels {
	kinds: Record<CardKind, string>
	categories: Record<ObstacleCategory, string>
	meanings: Record<LinkMeaning, string>
	coverage: Record<keyof Coverage, string>
	headings: Record<Heading, string>
	untitledCluster: string
	withoutCluster: string
	yes: string
	no: string
}

const en: Labels = {
	kinds: {
		obstacle: 'Obstacle',
		solution: 'Solution',
		case: 'Case',
		resource: 'Resource',
		question: 'Question',
		action: 'Action',
		note: 'Note',
	},
	categories: {
		money: 'Money',
		law: 'Law & regulation',
		procurement: 'Procurement',
		coordination: 'Coordination',
		skills: 'Staff & skills',
		political: 'Political will',
		data: 'Data & technology',
		acceptance: 'Public acceptance',
		land: 'Land & infrastructure',
		partners: 'Partners & market',
		other: 'Other',
	},
	meanings: {
		faces: 'faces',
		causes: 'causes',
		addresses: 'addresses',
		enables: 'enables',
		carriesOut: 'carries out',
		relatesTo: 'relates to',
	},
	coverage: { obstacles: 'obstacles', answered: 'answered', open: 'open', shared: 'shared by several cities' },
	headings: {
		id: 'ID',
		kind: 'Kind',
		text: 'Text',
		city: 'City',
		author: 'Author',
		category: 'Category',
		cluster: 'Cluster',
		answered: 'Answered',
		links: 'Links',
		linkIds: 'Link IDs',
		coverage: 'Coverage',
	},
	untitledCluster: 'Untitled cluster',
	withoutCluster: 'Not in a cluster',
	yes: 'yes',
	no: 'no',
}

const zhCN: Labels = {
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
		skills: '人员与技能',
		political: '政治意愿',
		data: '数据与技术',
		acceptance: '公众接受度',
		land: '土地与基础设施',
		partners: '合作伙伴与市场',
		other: '其他',
	},
	meanings: {
		faces: '面临',
		causes: '导致',
		addresses: '解决',
		enables: '支持',
		carriesOut: '落实',
		relatesTo: '相关',
	},
	coverage: { obstacles: '障碍', answered: '已有对策', open: '尚无对策', shared: '多城共有' },
	headings: {
		id: '编号',
		kind: '类型',
		text: '内容',
		city: '城市',
		author: '作者',
		category: '类别',
		cluster: '归类',
		answered: '已有对策',
		links: '连线',
		linkIds: '连线编号',
		coverage: '覆盖情况',
	},
	untitledCluster: '未命名的归类',
	withoutCluster: '未归类',
	yes: '是',
	no: '否',
}

const es: Labels = {
	kinds: {
		obstacle: 'Obstáculo',
		solution: 'Solución',
		case: 'Caso',
		resource: 'Recurso',
		question: 'Pregunta',
		action: 'Acción',
		note: 'Nota',
	},
	categories: {
		money: 'Dinero',
		law: 'Leyes y normas',
		procurement: 'Contratación',
		coordination: 'Coordinación',
		skills: 'Personal y capacidades',
		political: 'Voluntad política',
		data: 'Datos y tecnología',
		acceptance: 'Aceptación pública',
		land: 'Suelo e infraestructura',
		partners: 'Socios y mercado',
		other: 'Otro',
	},
	meanings: {
		faces: 'enfrenta',
		causes: 'causa',
		addresses: 'resuelve',
		enables: 'facilita',
		carriesOut: 'lleva a cabo',
		relatesTo: 'se relaciona con',
	},
	coverage: {
		obstacles: 'obstáculos',
		answered: 'con solución',
		open: 'sin solución',
		shared: 'compartidos por varias ciudades',
	},
	headings: {
		id: 'ID',
		kind: 'Tipo',
		text: 'Texto',
		city: 'Ciudad',
		author: 'Autor',
		category: 'Categoría',
		cluster: 'Grupo de tarjetas',
		answered: 'Con solución',
		links: 'Enlaces',
		linkIds: 'ID de los enlaces',
		coverage: 'Cobertura',
	},
	untitledCluster: 'Sin título',
	withoutCluster: 'Sin agrupar',
	yes: 'sí',
	no: 'no',
}

const fr: Labels = {
	kinds: {
		obstacle: 'Obstacle',
		solution: 'Solution',
		case: 'Cas',
		resource: 'Ressource',
		question: 'Question',
		action: 'Action',
		note: 'Note',
	},
	categories: {
		money: 'Argent',
		law: 'Lois et règlements',
		procurement: 'Marchés publics',
		coordination: 'Coordination',
		skills: 'Personnel et compétences',
		political: 'Volonté politique',
		data: 'Données et technologie',
		acceptance: 'Acceptation du public',
		land: 'Foncier et infrastructures',
		partners: 'Partenaires et marché',
		other: 'Autre',
	},
	meanings: {
		faces: 'rencontre',
		causes: 'cause',
		addresses: 'répond à',
		enables: 'permet',
		carriesOut: 'met en œuvre',
		relatesTo: 'est lié à',
	},
	coverage: {
		obstacles: 'obstacles',
		answered: 'avec solution',
		open: 'sans solution',
		shared: 'partagés par plusieurs villes',
	},
	headings: {
		id: 'ID',
		kind: 'Type',
		text: 'Texte',
		city: 'Ville',
		author: 'Auteur',
		category: 'Catégorie',
		cluster: 'Regroupement',
		answered: 'Avec solution',
		links: 'Liens',
		linkIds: 'ID des liens',
		coverage: 'Couverture',
	},
	untitledCluster: 'Sans titre',
	withoutCluster: 'Hors regroupement',
	yes: 'oui',
	no: 'non',
}

/** The words of an export, by language. */
export const LABELS: Record<Locale, Labels> = { en, 'zh-CN': zhCN, es, fr }
