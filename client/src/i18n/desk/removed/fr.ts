export const removed = {
	title: 'Tableaux retirés',
	lead: 'Chacun revient sous forme de copie : un tableau à part, figé, à côté des autres.',
	none: 'Il n’y a rien à faire revenir ici.',
	at: 'Retiré le {{when}}',
	bringBack: 'Faire revenir en copie',
	back: '« {{title}} » est revenu, comme tableau à part.',
}
