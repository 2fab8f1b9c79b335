import {
	accessTo,
	type BoardId,
	currentSession,
	findBoard,
	findParticipant,
	type PlenaryBody,
	plenaryOf,
	type Session,
	type Workshop,
} from '@charrette/shared'
import { useCallback } from 'react'
import { sendToPlenary } from '../connection/api/boards.ts'
import type { Credentials } from '../connection/credentials.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useGoToBoard } from '../navigation/useGoToBoard.ts'
import { useToast } from '../ui/Toasts.tsx'
import { useAttempt } from '../ui/useAttempt.ts'

/**
 * Returns a function that copies cards to the plenary board of a session and shows the result, with
 * a way there. Several requests are sent one after another. It resolves to false if one failed.
 */
export function useSendToPlenary(
	workshop: Workshop,
	credentials: Credentials,
): (session: Session, ...bodies: PlenaryBody[]) => Promise<boolean> {
	const { t } = useTranslation()
	const attempt = useAttempt()
	const showToast = useToast()
	const goTo = useGoToBoard(workshop, credentials)
	return useCallback(
		async (session, ...bodies) => {
			let [count, known] = [0, 0]
			for (const body of bodies) {
				const result = await attempt(() => sendToPlenary(credentials, session.id, body))
				if (!result) return false
				count += result.sent.length
				known += result.known
			}
			const plenary = plenaryOf(session)
			const board = plenary?.title ?? ''
			const open = { label: t('plenary.open'), onChoose: () => plenary && goTo(plenary.id) }
			if (count > 0) showToast(t('plenary.sent', { count, board }), 'note', open)
			else showToast(known > 0 ? t('plenary.known', { board }) : t('plenary.none'))
			return true
		},
		[attempt, credentials, goTo, showToast, t],
	)
}

/**
 * Returns the session to whose plenary board this person can send cards of a board now (PLEN2);
 * null if they cannot.
 */
export function plenaryFor(workshop: Workshop, credentials: Credentials, id: BoardId): Session | null {
	const { participant, role } = credentials
	const board = findBoard(workshop, id)?.board
	const session = currentSession(workshop)
	const plenary = session && plenaryOf(session)
	if (!board || !plenary || board.id === plenary.id) return null
	const group = participant && findParticipant(workshop, participant)?.group
	if (role !== 'facilitator' && (board.group === null || board.group !== group)) return null
	const identity = { workshop: workshop.id, role, participant }
	return accessTo({ type: 'board', board: plenary.id }, identity, workshop) === 'edit' ? session : null
}
