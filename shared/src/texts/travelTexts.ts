import type { Locale } from '../domain/locales.ts'
import type { DiagramWords } from '../domain/travels/layOutTravels.ts'
import { citiesOfTravels, countIdeas, type Travel } from '../domain/travels/Travels.ts'

/** The texts of how ideas traveled, in one language. */
export interface TravelTexts extends DiagramWords {
	title: string
	/** The title of the map. */
	map: string
	from: string
	to: string
	idea: string
	kind: string
	kinds: Record<'practice' | 'solution', string>
	status: string
	since: string
	learned: string
	/** The separator of cities in a description. */
	separator: string
	summary(ideas: number, cities: number): string
	/** The description of one travel. */
	travel(from: string, to: string, ideas: number): string
	/** The line about travels that are not in the diagram. */
	more(travels: number): string
	/** The line that says that not all travels are listed. */
	partial: string
}

const travelTextsEn: TravelTexts = {
	title: 'How ideas traveled',
	map: 'How ideas traveled, on the map',
	gave: 'Gave',
	took: 'Took',
	unnamed: 'City not named',
	from: 'From',
	to: 'To',
	idea: 'Idea',
	kind: 'Kind',
	kinds: { practice: 'Practice', solution: 'Solution' },
	status: 'Status',
	since: 'Since',
	learned: 'What they learned',
	separator: '; ',
	summary: (ideas, cities) =>
		`${ideas} ${ideas === 1 ? 'idea' : 'ideas'} traveled between ${cities} ${cities === 1 ? 'city' : 'cities'}`,
	travel: (from, to, ideas) => `${from} → ${to}: ${ideas}`,
	more: (travels) => `${travels} more ${travels === 1 ? 'arrow is' : 'arrows are'} only in the table.`,
	partial: 'Only the newest are listed.',
}

const travelTextsZhCN: TravelTexts = {
	title: '想法的传播',
	map: '地图上的想法传播',
	gave: '给出',
	took: '采用',
	unnamed: '未署名的城市',
	from: '来自',
	to: '去往',
	idea: '想法',
	kind: '类型',
	kinds: { practice: '实践', solution: '对策' },
	status: '状态',
	since: '起始日期',
	learned: '对方的体会',
	separator: '；',
	summary: (ideas, cities) => `${ideas} 个想法在 ${cities} 座城市之间传播`,
	travel: (from, to, ideas) => `${from} → ${to}：${ideas}`,
	more: (travels) => `另有 ${travels} 条箭头仅列于表中。`,
	partial: '仅列出最新的部分。',
}

const travelTextsEs: TravelTexts = {
	title: 'Cómo viajaron las ideas',
	map: 'Cómo viajaron las ideas, en el mapa',
	gave: 'Dieron',
	took: 'Tomaron',
	unnamed: 'Ciudad sin nombrar',
	from: 'De',
	to: 'A',
	idea: 'Idea',
	kind: 'Tipo',
	kinds: { practice: 'Práctica', solution: 'Solución' },
	status: 'Estado',
	since: 'Desde',
	learned: 'Lo que aprendieron',
	separator: '; ',
	summary: (ideas, cities) =>
		`${ideas} ${ideas === 1 ? 'idea viajó' : 'ideas viajaron'} entre ${cities} ${cities === 1 ? 'ciudad' : 'ciudades'}`,
	travel: (from, to, ideas) => `${from} → ${to}: ${ideas}`,
	more: (travels) =>
		travels === 1 ? 'Hay 1 flecha más, solo en la tabla.' : `Hay ${travels} flechas más, solo en la tabla.`,
	partial: 'Solo figuran las más recientes.',
}

const travelTextsFr: TravelTexts = {
	title: 'Le voyage des idées',
	map: 'Le voyage des idées, sur la carte',
	gave: 'Ont donné',
	took: 'Ont repris',
	unnamed: 'Ville non nommée',
	from: 'De',
	to: 'Vers',
	idea: 'Idée',
	kind: 'Type',
	kinds: { practice: 'Pratique', solution: 'Solution' },
	status: 'Statut',
	since: 'Depuis',
	learned: 'Ce que la ville a appris',
	separator: ' ; ',
	summary: (ideas, cities) =>
		`${ideas} ${ideas < 2 ? 'idée a voyagé' : 'idées ont voyagé'} entre ${cities} ${cities < 2 ? 'ville' : 'villes'}`,
	travel: (from, to, ideas) => `${from} → ${to} : ${ideas}`,
	more: (travels) =>
		travels < 2
			? `${travels} autre flèche figure dans le tableau.`
			: `${travels} autres flèches figurent dans le tableau.`,
	partial: 'Seules les plus récentes figurent ici.',
}

const TEXTS: Record<Locale, TravelTexts> = {
	en: travelTextsEn,
	'zh-CN': travelTextsZhCN,
	es: travelTextsEs,
	fr: travelTextsFr,
}

/** Returns the texts of how ideas traveled, in a language. */
export function travelTextsIn(locale: Locale): TravelTexts {
	return TEXTS[locale]
}

/** The maximum number of travels that a description names; the table has all. */
const MAX_DESCRIBED = 12

/**
 * Describes the diagram in words: the numbers of ideas and cities, and the travels with the most
 * ideas.
 */
export function describeTravels(travels: readonly Travel[], texts: TravelTexts): string {
	const named = travels
		.slice(0, MAX_DESCRIBED)
		.map(({ from, to, ideas }) => texts.travel(from || texts.unnamed, to || texts.unnamed, ideas.length))
	const rest = travels.length > MAX_DESCRIBED ? ['…'] : []
	const ways = [...named, ...rest].join(texts.separator)
	return [texts.summary(countIdeas(travels), citiesOfTravels(travels).size), ways].filter(Boolean).join(texts.separator)
}
