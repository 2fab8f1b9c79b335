import type { FacilitatorId, ParticipantId, Workshop } from '@charrette/shared'
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import type { Person } from '../../connection/useWorkshop.ts'
import { isMuted, playChime } from '../../timer/timerChime.ts'
import {
	type CallTimes,
	dueCalls,
	findHelpCalls,
	type HelpCall,
	NO_CALLS,
	trackCalls,
	untilNextDue,
} from './helpCalls.ts'

interface HelpCallSource {
	/** Null on a page that shows no calls. */
	workshop: Workshop | null
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
	const calls = useMemo(() => (workshop ? findHelpCalls(workshop, people) : NO_CALLS), [workshop, people])
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
	useNewCalls(due, () => {
		const isListed = workshop?.facilitators?.some(({ id }) => id === me)
		if (isListed && !isMuted.get()) playChime()
	})
	return due
}

/** Calls the function with new calls, once for each. */
export function useNewCalls(calls: readonly HelpCall[], onNew: (added: readonly HelpCall[]) => void): void {
	const known = useRef<ReadonlySet<ParticipantId>>(new Set())
	const announce = useEffectEvent(onNew)
	useEffect(() => {
		const added = calls.filter(({ participant: { id } }) => !known.current.has(id))
		known.current = new Set(calls.map(({ participant: { id } }) => id))
		if (added.length > 0) announce(added)
	}, [calls])
}
