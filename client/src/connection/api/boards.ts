import type {
	BoardContent,
	BoardDigest,
	BoardId,
	BoardTranslations,
	CreatedQuestion,
	PlenaryBody,
	PlenaryResult,
	QuestionBody,
	ReactionBody,
	ReactionList,
	RemovedBoards,
	SessionId,
	TranslationsBody,
} from '@charrette/shared'
import { readDigests } from '@charrette/shared'
import { createDecoder, readVarUint } from 'lib0/decoding'
import type { Credentials } from '../credentials.ts'
import { callBytes, callJson } from '../http.ts'

/** Fetches a board's cards, links, clusters and coverage. */
export function fetchBoardContent({ token }: Credentials, board: BoardId): Promise<BoardContent> {
	return callJson(`/api/boards/${board}/content`, { token })
}

/** Copies cards to the plenary board of a session. */
export function sendToPlenary({ token }: Credentials, session: SessionId, body: PlenaryBody): Promise<PlenaryResult> {
	return callJson(`/api/sessions/${session}/plenary`, { token, body })
}

export async function fetchDigests({ token }: Credentials, session: SessionId): Promise<BoardDigest[]> {
	const decoder = createDecoder(await callBytes(`/api/sessions/${session}/digests`, { token }))
	// The type of the frame.
	readVarUint(decoder)
	return readDigests(decoder)
}

/** Fetches the lasting reactions to the cards of a board. */
export function fetchReactions({ token }: Credentials, board: BoardId): Promise<ReactionList> {
	return callJson(`/api/boards/${board}/reactions`, { token })
}

/**
 * Adds this person's reaction to a card, or removes it. Returns the card's reactions after that.
 */
export function sendReaction({ token }: Credentials, board: BoardId, body: ReactionBody): Promise<ReactionList> {
	return callJson(`/api/boards/${board}/reactions`, { token, body })
}

/** Fetches the languages of a board's cards, and their texts in one's own language. */
export function fetchTranslations(
	{ token }: Credentials,
	board: BoardId,
	body: TranslationsBody,
): Promise<BoardTranslations> {
	return callJson(`/api/boards/${board}/translations`, { token, body })
}

/** Adds a visitor's question to a board, linked to the card that it is about. */
export function sendQuestion({ token }: Credentials, board: BoardId, body: QuestionBody): Promise<CreatedQuestion> {
	return callJson(`/api/boards/${board}/questions`, { token, body })
}

/** Fetches the deleted boards that can be restored as copies, newest first. */
export function fetchRemovedBoards({ workshop, token }: Credentials): Promise<RemovedBoards> {
	return callJson(`/api/workshops/${workshop}/removed-boards`, { token })
}
