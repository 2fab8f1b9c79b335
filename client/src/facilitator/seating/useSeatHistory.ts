import type { Workshop } from '@charrette/shared'
import { createContext, useCallback, useContext, useEffect, useState } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { useToast } from '../../ui/Toasts.tsx'
import type { RunCommand } from '../useCommand.ts'
import { addChange, type KnownChange, type SeatChange, settleChanges, withoutLast } from './seatHistory.ts'

type RecordChange = (change: SeatChange) => void

const SeatHistoryContext = createContext<RecordChange>(() => {})

/** Provides the function with which the controls of a page record their changes of seats. */
export const SeatHistoryProvider = SeatHistoryContext.Provider

/** Returns the function that records a change of seats on this page; elsewhere it does nothing. */
export const useRecordSeats = (): RecordChange => useContext(SeatHistoryContext)

export interface SeatHistory {
	record: RecordChange
	/** The change that can be undone; null if there is none. */
	last: SeatChange | null
	undo: () => Promise<void>
}

/** Keeps the changes of seats that this page has made, for its Undo button (SEAT3a). */
export function useSeatHistory(workshop: Workshop | null, run: RunCommand): SeatHistory {
	const { t } = useTranslation('dashboard')
	const showToast = useToast()
	const [changes, setChanges] = useState<readonly KnownChange[]>([])
	// A change may also be recorded after its state has arrived.
	useEffect(() => {
		if (workshop && settleChanges(changes, workshop) !== changes) setChanges((known) => settleChanges(known, workshop))
	}, [workshop, changes])
	const record = useCallback((change: SeatChange) => setChanges((known) => addChange(known, change)), [])
	const last = changes.at(-1) ?? null
	const undo = async () => {
		const result = last && (await run(last.undo))
		if (!result) return
		setChanges((known) => withoutLast(known, result.version))
		showToast(t('seating.undone'))
	}
	return { record, last, undo }
}
