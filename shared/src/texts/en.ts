import type { CardKind, LinkMeaning, ObstacleCategory } from '../domain/BoardContent.ts'

/**
 * The names of kinds, categories and meanings in one language: the same on screen, in exports and
 * in the sample.
 */
export interface DomainTexts {
	kinds: Record<CardKind, string>
	categories: Record<ObstacleCategory, string>
	meanings: Record<LinkMeaning, string>
	/** The text in place of a missing cluster title. */
	untitledCluster: string
}

/** The names of kinds, categories and meanings in English. */
export const domainTextsEn: DomainTexts = {
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
		money: 'money',
		law: 'law & regulation',
		procurement: 'procurement',
		coordination: 'coordination',
		skills: 'staff & skills',
		political: 'political will',
		data: 'data & technology',
		acceptance: 'public acceptance',
		land: 'land & infrastructure',
		partners: 'partners & market',
		other: 'other',
	},
	meanings: {
		faces: 'faces',
		causes: 'causes',
		addresses: 'addresses',
		enables: 'enables',
		carriesOut: 'carries out',
		relatesTo: 'relates to',
	},
	untitledCluster: 'Untitled cluster',
}
