import type { Template } from './Template.ts'
import { columnLayout, dotVote, localText, phasePlan, reportBack } from './Template.ts'

/** A dot vote, with time to read before and to discuss after. */
export const DOT_VOTING: Template = {
	id: 'dot-vote',
	title: localText('Dot vote', '圆点投票', 'Votación por puntos', 'Vote par points'),
	group: columnLayout(
		[
			localText('To choose from', '候选', 'Para elegir', 'Au choix'),
			localText('Chosen', '已选出', 'Elegido', 'Retenu'),
		],
		{ w: 1100, h: 1000 },
	),
	plenary: columnLayout(
		[
			localText('To choose from', '候选', 'Para elegir', 'Au choix'),
			localText('Chosen', '已选出', 'Elegido', 'Retenu'),
		],
		{ w: 1100, h: 1000 },
	),
	phases: [
		phasePlan('write', 5, {
			title: localText('Candidates', '候选', 'Candidatas', 'Propositions'),
			prompt: localText(
				'Write the options on cards. Merge those that say the same.',
				'把候选内容写成卡片，意思相同的合并。',
				'Pongan en tarjetas aquello entre lo que se elige. Unan las que dicen lo mismo.',
				'Mettez sur des cartes ce qui est au choix. Fusionnez celles qui disent la même chose.',
			),
			may: ['write', 'arrange'],
		}),
		phasePlan('present', 5, {
			title: localText('Read', '阅读', 'Leer', 'Lire'),
			prompt: localText(
				'Read all cards, and ask where something is unclear.',
				'请阅读所有卡片，有不清楚的地方请提问。',
				'Lean todas las tarjetas y pregunten lo que no esté claro.',
				'Lisez toutes les cartes et demandez ce qui n’est pas clair.',
			),
		}),
		dotVote(
			localText(
				'Three dots each: put them where it matters most to you.',
				'每人三点：投给您认为最重要的卡片。',
				'Tres puntos por persona: pónganlos donde más les importe.',
				'Trois points chacun : placez-les là où cela compte le plus pour vous.',
			),
		),
		reportBack(
			localText(
				'What do the dots say, and what do they not say?',
				'投票结果说明了什么？又有哪些没有体现出来？',
				'¿Qué dicen los puntos y qué no dicen?',
				'Que disent les points, et que ne disent-ils pas ?',
			),
			15,
		),
	],
}
