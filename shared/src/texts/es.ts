import type { DomainTexts } from './en.ts'

/** The names of kinds, categories and meanings in Spanish. */
export const domainTextsEs: DomainTexts = {
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
		money: 'dinero',
		law: 'leyes y normas',
		procurement: 'contratación',
		coordination: 'coordinación',
		skills: 'personal y capacidades',
		political: 'voluntad política',
		data: 'datos y tecnología',
		acceptance: 'aceptación pública',
		land: 'suelo e infraestructura',
		partners: 'socios y mercado',
		other: 'otro',
	},
	meanings: {
		faces: 'afronta',
		causes: 'causa',
		addresses: 'responde a',
		enables: 'hace posible',
		carriesOut: 'lleva a cabo',
		relatesTo: 'se relaciona con',
	},
	untitledCluster: 'Agrupación sin título',
}
