import type { DomainTexts } from './domainTexts.ts'

/** The words of a board, in English. */
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
