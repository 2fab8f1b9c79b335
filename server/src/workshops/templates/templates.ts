import type { TemplateId } from '@charrette/shared'
import { CARD_QUESTION } from './cardQuestion.ts'
import { DOT_VOTING } from './dotVoting.ts'
import { FISHBONE } from './fishbone.ts'
import { IMPACT_EFFORT } from './impactEffort.ts'
import { OBSTACLE_SOLUTION } from './obstacleSolution.ts'
import { ONE_TWO_FOUR_ALL } from './oneTwoFourAll.ts'
import { PROBLEM_TREE } from './problemTree.ts'
import type { Template } from './Template.ts'
import { WORLD_CAFE } from './worldCafe.ts'

/** All templates, in the order of the selection. */
export const TEMPLATES: Record<TemplateId, Template> = {
	'obstacle-solution': OBSTACLE_SOLUTION,
	'one-two-four-all': ONE_TWO_FOUR_ALL,
	'world-cafe': WORLD_CAFE,
	'card-question': CARD_QUESTION,
	'problem-tree': PROBLEM_TREE,
	fishbone: FISHBONE,
	'impact-effort': IMPACT_EFFORT,
	'dot-vote': DOT_VOTING,
}
