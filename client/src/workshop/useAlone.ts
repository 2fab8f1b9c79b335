import type { BoardId, ParticipantId, Workshop } from '@charrette/shared'
import { isWritingAlone } from '@charrette/shared'
import { useCallback, useEffect, useState } from 'react'
import type { Credentials } from '../session/credentials.ts'

/** Where somebody is while people write in private at a board (ROOM3): in their own document, or at the board to look at it. */
export interface Alone {
	/** Whether this person writes alone for this board now. */
	isAlone: boolean
	/** Whose own document is open; null: the board's. */
	owner: ParticipantId | null
	goToBoard(): void
	goToOwn(): void
}

/** Brings a person to their own document when writing in private begins. Back to the board they go by `goToBoard`. */
export function useAlone(workshop: Workshop, { participant }: Credentials, board: BoardId): Alone {
	const isAlone = isWritingAlone(workshop, participant, board)
	const [isAtOwn, setAtOwn] = useState(isAlone)
	useEffect(() => {
		if (isAlone) setAtOwn(true)
	}, [isAlone])
	const goToBoard = useCallback(() => setAtOwn(false), [])
	const goToOwn = useCallback(() => setAtOwn(true), [])
	return { isAlone, owner: isAtOwn ? participant : null, goToBoard, goToOwn }
}
