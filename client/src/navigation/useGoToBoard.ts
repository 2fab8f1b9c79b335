import { type Board, type BoardId, findOwnBoard, findParticipant, type Workshop } from '@charrette/shared'
import { useCallback } from 'react'
import { useLocation } from 'wouter'
import type { Credentials } from '../connection/credentials.ts'
import { boardPath, withCard } from './paths.ts'

/** Returns the board of this person's group; null for people without a group. */
export function ownBoardOf(workshop: Workshop, { participant }: Pick<Credentials, 'participant'>): Board | null {
	const me = participant && findParticipant(workshop, participant)
	return me ? findOwnBoard(workshop, me) : null
}

/** Returns a function that opens another board of the workshop, optionally with a card in view. */
export function useGoToBoard(workshop: Workshop, credentials: Credentials): (board: BoardId, card?: string) => void {
	const [, navigate] = useLocation()
	const { role } = credentials
	const ownBoard = ownBoardOf(workshop, credentials)?.id
	return useCallback(
		(board, card) => {
			// The path of a participant's own board does not contain its id, so that it follows them from
			// group to group.
			const isOwn = role !== 'facilitator' && board === ownBoard
			const path = isOwn ? `/w/${workshop.id}` : boardPath(workshop.id, board, role)
			navigate(card === undefined ? path : withCard(path, card))
		},
		[workshop.id, role, ownBoard, navigate],
	)
}
