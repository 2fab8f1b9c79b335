import type { shares as en } from './en.ts'

export const shares: typeof en = {
	title: 'Partager en lecture',
	lead: 'Qui a le lien lit les tableaux tels qu’ils sont maintenant, sans rejoindre l’atelier. Il prend fin de lui-même, ou quand vous y mettez fin.',
	what: 'Que partager',
	workshop: 'Tout l’atelier',
	until: 'Pour combien de temps',
	days: {
		week: '1 semaine',
		month: '1 mois',
		quarter: '3 mois',
		year: '1 an',
	},
	authors: 'Dire qui a écrit quoi',
	anonymous: 'Personne n’est nommé : cet atelier est anonyme.',
	make: 'Créer un lien',
	making: 'Création de la page…',
	link: 'Lien vers « {{title}} »',
	once: 'Copiez-le maintenant : il n’est montré que cette fois.',
	open: 'Partagés en ce moment',
	ends: 'jusqu’au {{date}}',
	end: 'Mettre fin',
	endNamed: 'Ne plus partager {{title}}',
	ended: '« {{title}} » n’est plus partagé.',
}
