import { z } from 'zod'
import { LIMITS } from '../domain/limits.ts'
import { REACTIONS, type Reaction } from '../domain/reactions.ts'
import { line, shapeId } from './fields.ts'

/** A lasting reaction to a card (REACT1). */
export interface CardReaction {
	card: string
	emoji: Reaction
}

/** `POST /api/boards/:id/reactions`: adds this person's reaction to a card, or removes it. */
export const reactionBody = z.object({ card: shapeId, emoji: z.enum(REACTIONS), isOn: z.boolean() })
export type ReactionBody = z.input<typeof reactionBody>

/**
 * The number of people who reacted to a card with an emoji, and whether the requesting person did.
 */
export interface ReactionView extends CardReaction {
	count: number
	isMine: boolean
}

/** `GET /api/boards/:id/reactions`, and the answer to a `POST` for its card. */
export interface ReactionList {
	reactions: ReactionView[]
}

/**
 * `POST /api/boards/:id/questions`: a visitor's question, as a card that is linked to the card it
 * is about (GALLERY1).
 */
export const questionBody = z.object({
	card: shapeId,
	text: line(LIMITS.maxQuestionLength),
})
export type QuestionBody = z.input<typeof questionBody>

/** The response to a question: the id of its card. */
export interface CreatedQuestion {
	card: string
}
