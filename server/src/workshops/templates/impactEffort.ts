import type { Template } from './Template.ts'
import { clusterGrid, dotVote, EMPTY_LAYOUT, localText, phasePlan, reportBack } from './Template.ts'

/** Ideas by impact and effort. */
export const IMPACT_EFFORT: Template = {
	id: 'impact-effort',
	title: localText('Impact and effort', '影响与投入', 'Impacto y esfuerzo', 'Impact et effort'),
	group: {
		clusters: clusterGrid(
			[
				localText(
					'Do now · high impact, low effort',
					'马上做 · 影响大、投入小',
					'Hacer ya · mucho impacto, poco esfuerzo',
					'À faire · fort impact, peu d’effort',
				),
				localText(
					'Plan · high impact, high effort',
					'做计划 · 影响大、投入大',
					'Planificar · mucho impacto, mucho esfuerzo',
					'À planifier · fort impact, gros effort',
				),
				localText(
					'Along the way · low impact, low effort',
					'顺手做 · 影响小、投入小',
					'De paso · poco impacto, poco esfuerzo',
					'Au passage · faible impact, peu d’effort',
				),
				localText(
					'Rather not · low impact, high effort',
					'暂不做 · 影响小、投入大',
					'Mejor no · poco impacto, mucho esfuerzo',
					'Plutôt non · faible impact, gros effort',
				),
			],
			2,
			{ w: 900, h: 640 },
		),
		lines: [],
	},
	plenary: EMPTY_LAYOUT,
	phases: [
		phasePlan('write', 10, {
			title: localText('Ideas', '想法', 'Ideas', 'Idées'),
			prompt: localText(
				'Write what could be done, one idea per card, beside the four fields.',
				'写下可以做的事，一张卡片一个想法，先放在四个格子旁边。',
				'Escriban qué se podría hacer, una idea por tarjeta, junto a los cuatro campos.',
				'Écrivez ce qui pourrait être fait, une idée par carte, à côté des quatre cases.',
			),
		}),
		phasePlan('cluster', 20, {
			title: localText('Place them', '放置', 'Situarlas', 'Les placer'),
			prompt: localText(
				'Put each card where it belongs: how much would it change, and how hard is it? Talk where you differ.',
				'把每张卡片放到合适的格子：它能带来多大改变？有多难？意见不同时请讨论。',
				'Pongan cada tarjeta en su sitio: ¿cuánto cambiaría y cuánto cuesta? Hablen donde no coincidan.',
				'Placez chaque carte : que changerait-elle, et que coûte-t-elle ? Parlez-en si vous n’êtes pas d’accord.',
			),
		}),
		dotVote(
			localText(
				'Three dots each: what shall we do first?',
				'每人三点：我们先做什么？',
				'Tres puntos por persona: ¿qué hacemos primero?',
				'Trois points chacun : que faisons-nous d’abord ?',
			),
		),
		phasePlan('write', 15, {
			title: localText('Next steps', '下一步', 'Próximos pasos', 'Prochaines étapes'),
			prompt: localText(
				'For each idea that was chosen: who does what by when? Write actions and link them.',
				'针对选出的想法：谁在什么时候之前做什么？写出行动并连起来。',
				'Para cada idea elegida: ¿quién hace qué y para cuándo? Escriban acciones y enlácenlas.',
				'Pour chaque idée retenue : qui fait quoi, et pour quand ? Écrivez des actions et reliez-les.',
			),
			may: ['write', 'arrange', 'link'],
		}),
		reportBack(
			localText(
				'Each group names one thing to do now and one to plan.',
				'各组说出一件马上做的事和一件要做计划的事。',
				'Cada grupo nombra algo para hacer ya y algo para planificar.',
				'Chaque groupe nomme une chose à faire et une à planifier.',
			),
			15,
		),
	],
}
