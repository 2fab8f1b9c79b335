import type { CreatedQuestion, QuestionBody } from '@charrette/shared'
import { addQuestion, countQuestions, findParticipant, isGallery, LIMITS } from '@charrette/shared'
import { AppError } from '../../errors.ts'
import type { Requester } from '../access.ts'
import { requireVisibleBoard } from '../access.ts'
import { requireDiskSpace } from '../requireDiskSpace.ts'
import type { WorkshopDeps } from '../WorkshopDeps.ts'

/**
 * Adds a question of a visitor to a board in a gallery walk, in which they can only view the board.
 * The question is a card linked to the card that it is about (GALLERY1). Throws `not_allowed` for a
 * projector, `not_found`, and `not_now` outside of a gallery walk, for a frozen or full board, and
 * for too many questions.
 */
export async function askQuestion(
	deps: WorkshopDeps,
	requester: Requester,
	{ board: id, card, text }: QuestionBody & { board: string },
): Promise<CreatedQuestion> {
	const { identity, workshop } = requester
	const board = requireVisibleBoard(requester, id)
	if (identity.role === 'projector') throw new AppError('not_allowed', 'A projector cannot ask.')
	if (!isGallery(workshop) || board.frozen)
		throw new AppError('not_now', 'Questions can be asked during a gallery walk.', 'no_gallery')
	requireDiskSpace(deps)
	const author = identity.participant
	const { count, hasCard } = await deps.rooms.read(board, (doc) => countQuestions(doc, { card, author }))
	if (!hasCard) throw new AppError('not_found', 'There is no such card.')
	if (author && count >= LIMITS.maxQuestions)
		throw new AppError('not_now', `One person can ask ${LIMITS.maxQuestions} questions here.`, 'too_many_questions')
	const city = (author && findParticipant(workshop, author)?.city) ?? ''
	const question = { card, text, city: city ?? '', author, now: deps.now() }
	// A card and the link to the card that it is about.
	const adds = { shapes: 2, bytes: text.length }
	const added = await deps.rooms.write(board, (doc) => addQuestion(doc, question), { adds })
	if (!added) throw new AppError('not_found', 'There is no such card.')
	return { card: added }
}
