import { useEffect } from 'react'
import type { Readable } from '../session/cell.ts'
import type { SaveStatus } from '../session/saveStatus.ts'

/** While a document is in one of these, what was done in it is still on its way. */
const ON_THE_WAY: readonly SaveStatus['state'][] = ['saving', 'offline', 'waiting', 'full']

interface LeaveWhenSavedProps {
	saveStatus: Readable<SaveStatus>
	onLeave: () => void
}

/** Leaves a document that is over, as soon as nothing of it would be left behind. */
export function LeaveWhenSaved({ saveStatus, onLeave }: LeaveWhenSavedProps) {
	useEffect(() => {
		const look = () => {
			if (!ON_THE_WAY.includes(saveStatus.get().state)) onLeave()
		}
		look()
		return saveStatus.subscribe(look)
	}, [saveStatus, onLeave])
	return null
}
