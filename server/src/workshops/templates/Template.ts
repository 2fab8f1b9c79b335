import { type LocalText, PHASE_DEFAULTS, type PhaseKind, type PhasePlan, type TemplateId } from '@charrette/shared'

/** A cluster that is set up: a titled place for cards, in board units. */
interface LayoutCluster {
	title: LocalText
	x: number
	y: number
	w: number
	h: number
}

/** What is set up on a board: clusters, and lines from point to point. */
export interface BoardLayout {
	clusters: LayoutCluster[]
	lines: [number, number][][]
}

/** A way of working, ready to run: its phases, and what is set up on every group's board and on the plenary one. */
export interface Template {
	id: TemplateId
	title: LocalText
	phases: PhasePlan[]
	group: BoardLayout
	plenary: BoardLayout
}

/** A text in all four languages. */
export function localText(en: string, zh: string, es: string, fr: string): LocalText {
	return { en, 'zh-CN': zh, es, fr }
}

/** A phase with what goes with its kind, unless `more` says otherwise. */
export function phasePlan(
	kind: PhaseKind,
	minutes: number,
	{ title, prompt, ...more }: Pick<PhasePlan, 'title' | 'prompt'> & Partial<PhasePlan>,
): PhasePlan {
	return { kind, minutes, title, prompt, isPrivate: false, ...PHASE_DEFAULTS[kind], ...more }
}

/** Three dots each, on what the prompt asks for. */
export function dotVote(prompt: LocalText): PhasePlan {
	return phasePlan('vote', 5, {
		title: localText('Dot vote', '投票', 'Votación por puntos', 'Vote par points'),
		prompt,
	})
}

/** Groups tell each other what they found. */
export function reportBack(prompt: LocalText, minutes = 20): PhasePlan {
	return phasePlan('present', minutes, {
		title: localText('Report back', '汇报', 'Puesta en común', 'Mise en commun'),
		prompt,
	})
}

/** Between clusters; their titles stand above them. */
const GAP = 100

interface Size {
	w: number
	h: number
}

/** Nothing set up. */
export const EMPTY_LAYOUT: BoardLayout = { clusters: [], lines: [] }

/** Clusters beside each other, so many in a row. */
export function clusterGrid(titles: readonly LocalText[], perRow: number, { w, h }: Size): LayoutCluster[] {
	return titles.map((title, index) => ({
		title,
		x: (index % perRow) * (w + GAP),
		y: Math.floor(index / perRow) * (h + GAP),
		w,
		h,
	}))
}

/** A board of clusters beside each other. */
export function columnLayout(titles: readonly LocalText[], size: Size): BoardLayout {
	return { clusters: clusterGrid(titles, titles.length, size), lines: [] }
}

/** A board of clusters under each other. */
export function rowLayout(titles: readonly LocalText[], size: Size): BoardLayout {
	return { clusters: clusterGrid(titles, 1, size), lines: [] }
}
