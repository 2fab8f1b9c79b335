import type { DomainTexts } from './en.ts'

/** The names of kinds, categories and meanings in French. */
export const domainTextsFr: DomainTexts = {
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
		money: 'argent',
		law: 'lois et règlements',
		procurement: 'marchés publics',
		coordination: 'concertation',
		skills: 'personnel et compétences',
		political: 'volonté politique',
		data: 'données et technique',
		acceptance: 'adhésion du public',
		land: 'foncier et infrastructures',
		partners: 'partenaires et marché',
		other: 'autre',
	},
	meanings: {
		faces: 'se heurte à',
		causes: 'entraîne',
		addresses: 'répond à',
		enables: 'rend possible',
		carriesOut: 'met en œuvre',
		relatesTo: 'est lié à',
	},
	untitledCluster: 'Regroupement sans titre',
}
