import { type KnownWorkshop, LIMITS, type WorkshopId } from '@charrette/shared'
import { useCallback, useState } from 'react'
import { fetchKnown } from '../connection/api/workshops.ts'
import type { Credentials } from '../connection/credentials.ts'
import type { FailureCode } from '../connection/http.ts'
import { readLastVisits } from '../connection/lastVisits.ts'
import { retryCall } from '../connection/retry.ts'
import { readStoredWorkshop } from '../connection/storedWorkshop.ts'
import { useRestart } from '../ui/useRestart.ts'
import { forgetWorkshop, listStoredAccess, type StoredAccess, setArchived } from './storedWorkshopAccess.ts'

/** A workshop in the list. */
export interface ListedWorkshop extends StoredAccess {
	/**
	 * The workshop according to the server; null if no credentials on this device open it any more.
	 * Until the server answers, the stored copy; undefined if there is none.
	 */
	known: KnownWorkshop | null | undefined
}

type Answers = ReadonlyMap<string, KnownWorkshop | null>

/**
 * Returns the workshops of this browser, newest first, with their current titles. The server is
 * asked once for all of them (HOME1).
 */
export function useKnownWorkshops() {
	const [stored, setStored] = useState(listStoredAccess)
	const [answers, setAnswers] = useState<Answers | null>(null)
	const [failure, setFailure] = useState<FailureCode | null>(null)
	const ask = useCallback(() => {
		const asked = credentialsToAsk(listStoredAccess())
		const tokens = asked.map(({ token }) => token)
		if (tokens.length === 0) return undefined
		setFailure(null)
		const visits = asked.map((credentials) => readLastVisits(credentials, 'at'))
		return retryCall(() => fetchKnown(tokens, visits), {
			onFailure: setFailure,
			onAnswer({ workshops }) {
				setFailure(null)
				setAnswers(new Map(tokens.map((token, index) => [token, workshops[index] ?? null])))
			},
		})
	}, [])
	const retry = useRestart(ask)

	const after = (change: () => void) => {
		change()
		setStored(listStoredAccess())
	}
	return {
		workshops: stored.map((workshop) => withAnswer(workshop, answers)).sort(newestFirst),
		/** The reason why the server has not answered; null if there is none. */
		failure,
		retry,
		archive: (id: WorkshopId) => after(() => setArchived(id, true)),
		unarchive: (id: WorkshopId) => after(() => setArchived(id, false)),
		forget: (id: WorkshopId) => after(() => forgetWorkshop(id)),
	}
}

/**
 * Returns the credentials to ask about, at most `LIMITS.maxKnownTokens`. Those of each workshop's
 * first role come before those of other roles.
 */
function credentialsToAsk(stored: readonly StoredAccess[]): Credentials[] {
	const all = stored.flatMap(({ credentials }) => credentials.map((one, rank) => ({ one, rank })))
	return all
		.sort((a, b) => a.rank - b.rank)
		.map(({ one }) => one)
		.slice(0, LIMITS.maxKnownTokens)
}

function withAnswer(workshop: StoredAccess, answers: Answers | null): ListedWorkshop {
	if (!answers) return { ...workshop, known: storedOf(workshop) }
	const isOpen = ({ token }: Credentials) => answers.get(token) !== null
	const credentials = workshop.credentials.filter(isOpen)
	const [first] = credentials
	return first ? { ...workshop, credentials, known: answers.get(first.token) } : { ...workshop, known: null }
}

/**
 * Returns a workshop as this device stores it (OFFLINE2), until the server answers: without a
 * connection, it can be opened too.
 */
function storedOf({ id, credentials: [first] }: StoredAccess): KnownWorkshop | undefined {
	const stored = first && readStoredWorkshop(id, first.role)
	if (!stored) return undefined
	const { title, createdAt, locale, sessions } = stored
	const session = sessions.find(({ id: one }) => one === stored.session)?.title ?? ''
	return { id, role: first.role, title, createdAt, session, locale }
}

function newestFirst(a: ListedWorkshop, b: ListedWorkshop): number {
	return (b.known?.createdAt ?? 0) - (a.known?.createdAt ?? 0)
}
