import type { Signals, WorkshopId } from '@charrette/shared'
import { useState } from 'react'
import { NO_SIGNALS } from '../session/useWorkshop.ts'

/** This person's signals; they last as long as the tab, so that a page that is loaded again still asks for help. */
export function useSignals(workshop: WorkshopId): [Signals, (signals: Signals) => void] {
	const key = `charrette.signals.${workshop}`
	const [signals, setSignals] = useState(() => readSignals(sessionStorage.getItem(key)))
	const change = (now: Signals) => {
		setSignals(now)
		sessionStorage.setItem(
			key,
			Object.keys(now)
				.filter((name) => now[name as keyof Signals])
				.join(' '),
		)
	}
	return [signals, change]
}

function readSignals(kept: string | null): Signals {
	const given = kept?.split(' ')
	return given ? { done: given.includes('done'), help: given.includes('help') } : NO_SIGNALS
}
