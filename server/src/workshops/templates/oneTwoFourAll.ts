import type { Template } from './Template.ts'
import { columnLayout, localText, phasePlan } from './Template.ts'

/** 1-2-4-All: individually, in pairs, in fours, and all together. */
export const ONE_TWO_FOUR_ALL: Template = {
	id: 'one-two-four-all',
	title: localText('1-2-4-All', '1-2-4-全体', '1-2-4-Todos', '1-2-4-Tous'),
	group: columnLayout(
		[
			localText('1 · Alone', '1 · 独自', '1 · A solas', '1 · Seul'),
			localText('2 · In pairs', '2 · 两人一组', '2 · En parejas', '2 · À deux'),
			localText('4 · In fours', '4 · 四人一组', '4 · De cuatro en cuatro', '4 · À quatre'),
		],
		{ w: 700, h: 900 },
	),
	plenary: columnLayout([localText('All together', '全体一起', 'Entre todos', 'Tous ensemble')], { w: 1600, h: 900 }),
	phases: [
		phasePlan('write', 2, {
			title: localText('Alone', '独自思考', 'A solas', 'Seul'),
			prompt: localText(
				'In silence: write your own ideas under “Alone”, one per card.',
				'请安静思考：把自己的想法写在“独自”一栏，一张卡片一个想法。',
				'En silencio: escriba sus ideas en «A solas», una por tarjeta.',
				'En silence : écrivez vos idées sous « Seul », une par carte.',
			),
		}),
		phasePlan('cluster', 4, {
			title: localText('In pairs', '两人一组', 'En parejas', 'À deux'),
			prompt: localText(
				'Share your ideas and put the ones you would build on under “In pairs”.',
				'两人互相介绍想法，把值得发展的放到“两人一组”一栏。',
				'Cuéntense sus ideas y pongan las que desarrollarían en «En parejas».',
				'Racontez-vous vos idées et placez celles à développer sous « À deux ».',
			),
		}),
		phasePlan('cluster', 8, {
			title: localText('In fours', '四人一组', 'De cuatro en cuatro', 'À quatre'),
			prompt: localText(
				'Two pairs meet: what do your ideas have in common, what differs? Put the best under “In fours”.',
				'两对合成一组：想法有何相同、有何不同？把最好的放到“四人一组”一栏。',
				'Se unen dos parejas: ¿en qué coinciden y en qué no? Pongan lo mejor en «De cuatro en cuatro».',
				'Deux paires se rejoignent : quels points communs, quelles différences ? Placez le meilleur sous « À quatre ».',
			),
		}),
		phasePlan('present', 10, {
			title: localText('All together', '全体一起', 'Entre todos', 'Tous ensemble'),
			prompt: localText(
				'Each group shares the one idea that stood out.',
				'每组介绍一个最突出的想法。',
				'Cada grupo cuenta la idea que más destacó.',
				'Chaque groupe raconte l’idée qui s’est imposée.',
			),
		}),
	],
}
