import type { Template } from './Template.ts'
import { EMPTY_LAYOUT, localText, phasePlan, reportBack, rowLayout } from './Template.ts'

/** A problem as a tree: its causes are the roots, its effects the branches. */
export const PROBLEM_TREE: Template = {
	id: 'problem-tree',
	title: localText('Problem tree', '问题树', 'Árbol de problemas', 'Arbre à problèmes'),
	group: rowLayout(
		[
			localText('Effects', '后果', 'Efectos', 'Effets'),
			localText('Core problem', '核心问题', 'Problema central', 'Problème central'),
			localText('Causes', '原因', 'Causas', 'Causes'),
			localText('Causes of the causes', '原因的原因', 'Causas de las causas', 'Causes des causes'),
		],
		{ w: 2000, h: 290 },
	),
	plenary: EMPTY_LAYOUT,
	phases: [
		phasePlan('write', 10, {
			title: localText('Core problem', '核心问题', 'Problema central', 'Problème central'),
			prompt: localText(
				'Agree on one core problem and write it in the middle, as a state that is bad, not as a solution that is missing.',
				'商定一个核心问题，写在中间。描述现状的不足，而不是“缺少某种办法”。',
				'Acuerden un problema central y escríbanlo en medio: una situación mala, no una solución que falta.',
				'Accordez-vous sur un problème central et écrivez-le au milieu : un état négatif, non une solution absente.',
			),
		}),
		phasePlan('link', 20, {
			title: localText('Causes', '原因', 'Causas', 'Causes'),
			prompt: localText(
				'Why is it so? Write causes below and link each to what it causes. Ask “why?” again.',
				'为什么会这样？把原因写在下面，并连到它造成的结果。再问一次“为什么”。',
				'¿Por qué ocurre? Escriban las causas abajo y enlacen cada una con lo que causa. Pregunten otra vez «¿por qué?».',
				'Pourquoi ? Écrivez les causes en dessous et reliez chacune à ce qu’elle cause. Demandez encore « pourquoi ? ».',
			),
		}),
		phasePlan('link', 15, {
			title: localText('Effects', '后果', 'Efectos', 'Effets'),
			prompt: localText(
				'What follows from it, and for whom? Write effects above and link them.',
				'它带来哪些后果？影响谁？把后果写在上面并连起来。',
				'¿Qué consecuencias tiene y para quién? Escriban los efectos arriba y enlácenlos.',
				'Qu’en résulte-t-il, et pour qui ? Écrivez les effets au-dessus et reliez-les.',
			),
		}),
		phasePlan('write', 15, {
			title: localText('Where to begin', '从何入手', 'Por dónde empezar', 'Par où commencer'),
			prompt: localText(
				'Which causes can we do something about? Add solutions beside them.',
				'哪些原因是我们能够改变的？在旁边写上对策。',
				'¿Sobre qué causas podemos actuar? Añadan soluciones al lado.',
				'Sur quelles causes pouvons-nous agir ? Ajoutez des solutions à côté.',
			),
			may: ['write', 'arrange', 'link'],
		}),
		reportBack(
			localText(
				'Each group follows one path through its tree, from a root to an effect.',
				'各组沿着问题树讲一条线索：从根本原因到后果。',
				'Cada grupo recorre un camino de su árbol, de una raíz a un efecto.',
				'Chaque groupe suit un chemin de son arbre, d’une racine à un effet.',
			),
		),
	],
}
