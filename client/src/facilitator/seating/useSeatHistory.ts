import type { Workshop } from '@charrette/shared'
import { createContext, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { useToast } from '../../ui/Toasts.tsx'
import { useEvent } from '../../ui/useEvent.ts'
import type { RunCommand } from '../useCommand.ts'
import { addChange, canUndo, type KnownChange, type SeatChange, settleChanges, withoutChange } from './seatHistory.ts'

/** The changes of seats that a page has made; the same functions on each render. */
export interface SeatRecord {
	add: (change: SeatChange) => void
	/** Undoes a change, and says whether it is undone: not if its seats have changed since. */
	undo: (change: SeatChange) => Promise<void>
}

const SeatRecordContext = createContext<SeatRecord>({ add() {}, async undo() {} })

/** Provides the record to the controls of a page that change seats. */
export const SeatRecordProvider = SeatRecordContext.Provider

/** Returns the record of the page around this control. */
export const useSeatRecord = (): SeatRecord => useContext(SeatRecordContext)

export interface SeatHistory {
	record: SeatRecord
	/** The change that can be undone; null if there is none. */
	last: SeatChange | null
}

/**
 * Keeps the changes of seats that this page has made, for their toasts and the Undo button of the
 * seating page (SEAT3).
 */
export function useSeatHistory(workshop: Workshop | null, run: RunCommand): SeatHistory {
	const { t } = useTranslation('dashboard')
	const showToast = useToast()
	const [changes, setChanges] = useState<readonly KnownChange[]>([])
	// A change may also be recorded after its state has arrived.
	useEffect(() => {
		if (workshop && settleChanges(changes, workshop) !== changes) setChanges((known) => settleChanges(known, workshop))
	}, [workshop, changes])
	const add = useCallback((change: SeatChange) => setChanges((known) => addChange(known, change)), [])
	const undo = useEvent(async (change: SeatChange) => {
		if (!workshop || !canUndo(changes, change, workshop)) return showToast(t('seating.changedSince'), 'error')
		const result = await run(change.undo)
		if (!result) return
		setChanges((known) => withoutChange(known, change, result.version))
		showToast(t('seating.undone'))
	})
	const record = useMemo(() => ({ add, undo }), [add, undo])
	return { record, last: changes.at(-1) ?? null }
}
