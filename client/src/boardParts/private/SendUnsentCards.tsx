import { accessTo, type BoardId, findBoard, type ParticipantId, privateRoom, type RoomId } from '@charrette/shared'
import { useEffect, useEffectEvent } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { useBoardPlace } from '../../navigation/BoardPlace.ts'
import { openBoardDocument } from '../../sync/openBoardDocument.ts'
import { useUnsentCards } from '../../sync/unsentCards.ts'
import { Notice } from '../../ui/Notices.tsx'

interface SendUnsentCardsProps {
	/** The board whose private document is open; null if none is. */
	open: BoardId | null
}

/**
 * Sends the private cards that are only on this device and whose document is not open: the
 * participant was moved to another group, another session has begun, or they view the board
 * (ROOM3k). A notice shows their number until they are sent.
 */
export function SendUnsentCards({ open }: SendUnsentCardsProps) {
	const { t } = useTranslation('board')
	const { workshop, credentials } = useBoardPlace()
	const { participant } = credentials
	const unsent = [...useUnsentCards(participant)].filter(([board]) => board !== open && findBoard(workshop, board))
	const count = unsent.reduce((sum, [, cards]) => sum + cards, 0)
	if (!participant || count === 0) return null
	return (
		<>
			{unsent.map(([board]) => (
				<SendPrivateDocument key={board} {...{ board, participant }} />
			))}
			<Notice rank="state" icon="lock">
				{t('privateWriting.onDevice', { count })}
			</Notice>
		</>
	)
}

interface SendPrivateDocumentProps {
	board: BoardId
	participant: ParticipantId
}

/** Keeps a private document connected without a view, until it is unmounted. */
function SendPrivateDocument({ board, participant }: SendPrivateDocumentProps) {
	const { workshop, credentials } = useBoardPlace()
	const access = accessTo({ type: 'private', board, participant }, credentials, workshop)
	const open = useEffectEvent((token: string, room: RoomId) =>
		openBoardDocument({
			board,
			room,
			epoch: 1,
			credentials: { ...credentials, token },
			access,
			isReadOnly: true,
			onKept() {},
		}),
	)
	const { token } = credentials
	const room = privateRoom(board, participant)
	useEffect(() => {
		const handle = open(token, room)
		return () => handle.close(() => {})
	}, [token, room])
	return null
}
