/** The ways of working that a session can start from, each with its phases and what is set up on the boards. */
export const TEMPLATE_IDS = [
	'obstacle-solution',
	'one-two-four-all',
	'world-cafe',
	'card-question',
	'problem-tree',
	'fishbone',
	'impact-effort',
	'dot-vote',
] as const
export type TemplateId = (typeof TEMPLATE_IDS)[number]
