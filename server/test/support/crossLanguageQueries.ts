import type { Locale, PracticeId, PublishedPractice } from '@charrette/shared'
import { EMPTY_FACTS } from '@charrette/shared'
import type { ListedPractice } from '../../dist/ports/PracticeStore.js'

/** A practice in one language, with the queries of people who look for it in each language. */
interface SoughtPractice {
	locale: Locale
	city: string
	country: string
	texts: { title: string; abstract: string; process: string }
	queries: Record<Locale, readonly string[]>
}

/**
 * Twelve practices, three in each language, with 48 queries in the practice's language and 50 in
 * others. The queries were written from the practices, as people type into a search field, before
 * the glossary was written.
 */
const SOUGHT: readonly SoughtPractice[] = [
	{
		locale: 'en',
		city: 'Johannesburg',
		country: 'ZA',
		texts: {
			title: 'Bus lanes painted in one weekend',
			abstract:
				'Buses stood in the same traffic jam as cars. The city painted a bus lane on the main road in one weekend and let commuters judge it for three months.',
			process:
				'Cameras on the buses fine drivers who park in the lane. Travel time fell by a third, and the pilot became permanent.',
		},
		queries: {
			en: ['bus lane', 'cars parked in the bus lanes', 'faster buses traffic', 'how to make public transport quicker'],
			'zh-CN': ['公交车堵车怎么办'],
			es: ['carril bus', 'autobuses atascados en el tráfico'],
			fr: ['couloir de bus'],
		},
	},
	{
		locale: 'en',
		city: 'Seoul',
		country: 'KR',
		texts: {
			title: 'Households pay for rubbish by weight',
			abstract:
				'Food waste filled the landfill. Smart bins weigh what each household throws away, and the bill follows the weight.',
			process:
				'Recycling stayed free of charge. Within two years residents threw away a third less, and compost goes to city farms.',
		},
		queries: {
			en: ['pay per weight trash', 'food waste', 'smart bins', 'reduce household garbage'],
			'zh-CN': ['垃圾按量收费'],
			es: ['tarifa de basura por peso', 'residuos orgánicos hogares'],
			fr: ['déchets alimentaires'],
		},
	},
	{
		locale: 'en',
		city: 'Cape Town',
		country: 'ZA',
		texts: {
			title: 'Solar roofs that school maintenance budgets pay back',
			abstract:
				'Schools could not afford electricity during power cuts. A revolving fund lends money for solar panels on the roof and is paid back from lower bills.',
			process:
				'The city buys panels for forty schools in one tender. Pupils read the meters, and the savings finance the next school.',
		},
		queries: {
			en: ['solar panels schools', 'revolving fund energy', 'power outage school', 'renewable energy financing'],
			'zh-CN': ['太阳能 融资'],
			es: ['paneles solares en escuelas', 'cortes de luz'],
			fr: ['panneaux solaires écoles'],
		},
	},
	{
		locale: 'zh-CN',
		city: '上海',
		country: 'CN',
		texts: {
			title: '边角空地变成口袋公园',
			abstract: '老城区缺少绿地，闲置的边角地堆放杂物。街道与居民一起把它们改造成口袋公园，步行五分钟可达。',
			process: '居民在工作坊里选择树木和座椅，志愿者负责日常养护，社区基金支付费用。',
		},
		queries: {
			'zh-CN': ['口袋公园', '空地改造', '老城区 绿地', '居民参与公园设计'],
			en: ['pocket parks', 'neighbourhood park volunteers'],
			es: ['parque de bolsillo'],
			fr: ['espaces verts quartier'],
		},
	},
	{
		locale: 'zh-CN',
		city: '广州',
		country: 'CN',
		texts: {
			title: '老旧小区加装电梯',
			abstract: '没有电梯的老楼里，老年人下不了楼。一楼住户反对，资金也谈不拢。',
			process: '政府补贴三分之一，其余按楼层分摊；调解员上门协商，一楼住户获得补偿，审批在一个窗口办理。',
		},
		queries: {
			'zh-CN': ['加装电梯', '老人下楼难', '旧楼改造补贴', '邻居反对怎么调解'],
			en: ['elderly people housing accessibility', 'lift retrofit subsidy'],
			es: ['ascensores en edificios antiguos'],
			fr: ['personnes âgées ascenseur'],
		},
	},
	{
		locale: 'zh-CN',
		city: '武汉',
		country: 'CN',
		texts: {
			title: '海绵城市：让雨水留在原地',
			abstract: '暴雨后内涝严重，排水管网不堪重负。透水铺装、雨水花园和下沉式绿地把雨水留住并慢慢下渗。',
			process: '水务、园林和交通部门共用一套设计导则，新建道路必须达到径流控制指标。',
		},
		queries: {
			'zh-CN': ['海绵城市', '内涝', '雨水花园', '下雨街道积水'],
			en: ['sponge city', 'permeable pavement'],
			es: ['inundaciones por lluvia'],
			fr: ['jardins de pluie'],
		},
	},
	{
		locale: 'es',
		city: 'Bogotá',
		country: 'CO',
		texts: {
			title: 'Presupuesto participativo de las escuelas',
			abstract:
				'Los jóvenes no confiaban en el ayuntamiento. Cada escuela decide por votación en qué se gasta una parte del presupuesto del barrio.',
			process:
				'Los estudiantes proponen, los técnicos calculan el coste y todo el barrio vota. Las obras se terminan antes de la siguiente votación.',
		},
		queries: {
			es: ['presupuesto participativo', 'jóvenes deciden', 'votación en colegios', 'participación de estudiantes'],
			en: ['young people voting on projects'],
			'zh-CN': ['参与式预算', '青少年参与'],
			fr: ['budget participatif'],
		},
	},
	{
		locale: 'es',
		city: 'Medellín',
		country: 'CO',
		texts: {
			title: 'Teleférico que une los barrios informales con el metro',
			abstract:
				'Los vecinos de las laderas tardaban dos horas en llegar al trabajo. Un teleférico los lleva al metro con el mismo billete.',
			process:
				'Junto a cada estación se construyeron una biblioteca y una plaza. Los vecinos trabajaron en la obra y cuidan las estaciones.',
		},
		queries: {
			es: ['teleférico', 'transporte en laderas', 'metro barrios informales', 'mismo billete cable y metro'],
			en: ['cable car'],
			'zh-CN': ['缆车', '棚户区 交通'],
			fr: ['téléphérique urbain'],
		},
	},
	{
		locale: 'es',
		city: 'Lima',
		country: 'PE',
		texts: {
			title: 'Licencias para vendedores ambulantes',
			abstract:
				'La policía desalojaba cada semana a los vendedores ambulantes. Ahora tienen licencia, un puesto fijo y agua potable.',
			process:
				'Una asociación de vendedores asigna los puestos y limpia la calle. El ayuntamiento cobra una tasa pequeña y ofrece microcréditos.',
		},
		queries: {
			es: ['vendedores ambulantes', 'venta callejera permiso', 'microcréditos', 'economía informal puestos'],
			en: ['licence for informal traders'],
			'zh-CN': ['流动摊贩', '摆摊 许可'],
			fr: ['vendeurs de rue'],
		},
	},
	{
		locale: 'fr',
		city: 'Lyon',
		country: 'FR',
		texts: {
			title: 'Des rues scolaires fermées aux voitures',
			abstract:
				'Aux heures d’entrée, les voitures des parents bloquaient la rue et mettaient les enfants en danger. La rue ferme trente minutes matin et soir.',
			process:
				'Des parents bénévoles tiennent la barrière. La moitié des familles vient désormais à pied ou à vélo, et l’air est plus sain.',
		},
		queries: {
			fr: ['rue scolaire', 'voitures devant l’école', 'enfants à vélo', 'sécurité des enfants circulation'],
			en: ['school streets', 'car free street children'],
			'zh-CN': ['学校门口 禁止汽车', '儿童骑车上学'],
			es: ['calles sin coches'],
		},
	},
	{
		locale: 'fr',
		city: 'Bruxelles',
		country: 'BE',
		texts: {
			title: 'Transformer des bureaux vides en logements abordables',
			abstract:
				'Des immeubles de bureaux restaient vacants alors que les familles ne trouvaient pas de logement. La ville les transforme en logements sociaux.',
			process:
				'Une taxe sur la vacance finance les travaux. Le règlement d’urbanisme a été modifié et les loyers sont plafonnés.',
		},
		queries: {
			fr: ['bureaux en logements', 'logement abordable', 'taxe immeubles vacants', 'loyer plafonné'],
			en: ['affordable housing', 'convert empty offices'],
			'zh-CN': ['空置办公楼改住房'],
			es: ['vivienda asequible', 'oficinas vacías'],
		},
	},
	{
		locale: 'fr',
		city: 'Casablanca',
		country: 'MA',
		texts: {
			title: 'Trouver les fuites d’eau avec des capteurs',
			abstract:
				'Un tiers de l’eau potable se perdait dans les canalisations. Des capteurs acoustiques signalent les fuites avant qu’elles soient visibles.',
			process:
				'Les équipes réparent la nuit selon une carte des pertes. Les économies paient les capteurs en trois ans, et les données sont ouvertes.',
		},
		queries: {
			fr: ['fuites d’eau', 'capteurs réseau', 'pertes eau potable', 'réparer canalisations'],
			en: ['water leaks', 'sensors for drinking water pipes'],
			'zh-CN': ['管网漏水'],
			es: ['fugas de agua'],
		},
	},
]

/** A query for one of the practices; `isOwn` if it is in the practice's language. */
export interface SoughtQuery {
	text: string
	locale: Locale
	expected: PracticeId
	isOwn: boolean
}

const idOf = (index: number) => `sought${index}` as PracticeId

/** Returns the practices as they are listed, and all queries. */
export function soughtPractices(): { listed: ListedPractice[]; queries: SoughtQuery[] } {
	const at = Date.UTC(2026, 0, 1)
	const listed = SOUGHT.map(({ locale, city, country, texts }, index): ListedPractice => {
		const facts = { ...EMPTY_FACTS, city: { name: city, country } }
		const provenance = { city, workshop: 'Urban innovation', at }
		const all: PublishedPractice['texts'] = { [locale]: { at, texts } }
		return {
			practice: { id: idOf(index), version: 1, at, original: locale, facts, provenance, texts: all },
			visibility: 'public',
			workshop: null,
			origin: { url: 'https://exchange.example', key: 'A'.repeat(43) },
		}
	})
	const queries = SOUGHT.flatMap((sought, index) =>
		(Object.entries(sought.queries) as [Locale, readonly string[]][]).flatMap(([locale, texts]) =>
			texts.map((text) => ({ text, locale, expected: idOf(index), isOwn: locale === sought.locale })),
		),
	)
	return { listed, queries }
}
