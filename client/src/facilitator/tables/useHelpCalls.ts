import type { FacilitatorId, ParticipantId, Workshop } from '@charrette/shared'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Person } from '../../connection/useWorkshop.ts'
import { isMuted, playChime } from '../../workshop/timerChime.ts'
import { type CallTimes, dueCalls, findHelpCalls, type HelpCall, trackCalls, untilNextDue } from './helpCalls.ts'

interface HelpCallSource {
	workshop: Workshop
	people: readonly Person[]
	/** The facilitator of this device; null if unknown. */
	me: FacilitatorId | null
}

/**
 * Returns the calls for help to show on this page now (BLOCK5). A new one rings on the device of a
 * listed facilitator, unless it is muted.
 */
export function useHelpCalls({ workshop, people, me }: HelpCallSource): HelpCall[] {
	const [since, setSince] = useState<CallTimes>(new Map())
	const [now, setNow] = useState(Date.now)
	const calls = useMemo(() => findHelpCalls(workshop, people), [workshop, people])
	useEffect(() => {
		const at = Date.now()
		setNow(at)
		setSince((before) => trackCalls(before, calls, at))
	}, [calls])
	const waitMs = untilNextDue(calls, since, now)
	useEffect(() => {
		if (waitMs === null) return
		const timeout = setTimeout(() => setNow(Date.now()), waitMs)
		return () => clearTimeout(timeout)
	}, [waitMs])
	const due = useMemo(() => dueCalls(calls, since, { me, now }), [calls, since, me, now])
	useRing(due, me !== null)
	return due
}

/** Rings once for each new call. */
function useRing(due: readonly HelpCall[], isOn: boolean): void {
	const rung = useRef<ReadonlySet<ParticipantId>>(new Set())
	useEffect(() => {
		const isNew = due.some(({ participant: { id } }) => !rung.current.has(id))
		rung.current = new Set(due.map(({ participant: { id } }) => id))
		if (isNew && isOn && !isMuted.get()) playChime()
	}, [due, isOn])
}
