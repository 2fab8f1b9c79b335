import type { AdoptionId, BoardId, WorkshopId } from '@charrette/shared'
import { useMemo } from 'react'
import { useSearch } from 'wouter'
import type { ExchangeAccess } from '../connection/api/exchange.ts'
import { type Credentials, loadCredentials } from '../connection/credentials.ts'
import { readStoredWorkshop } from '../connection/storedWorkshop.ts'
import { listStoredAccess } from '../home/storedWorkshopAccess.ts'

/**
 * The context from which a reader opened the exchange: their workshop, and the board for adoptions.
 */
export interface ExchangeOrigin {
	access: ExchangeAccess
	board: BoardId | null
	/** The query that names both, for links within the exchange. */
	query: string
	/** Whether the reader came to see the practices that their workshop has adopted. */
	showsAdopted: boolean
	/** The adoption whose transfer check the reader came to see. */
	adoption: AdoptionId | null
}

/** Returns the query that leads to the transfer check of an adoption. */
export function adoptionQuery(query: string, adoption: AdoptionId): string {
	const all = new URLSearchParams(query)
	all.set('show', 'adopted')
	all.set('a', adoption)
	return `?${all}`
}

/**
 * Returns the access that the address names, or else that to the newest workshop of this browser.
 * Without any access, only public practices are found.
 */
export function useExchangeOrigin(): ExchangeOrigin {
	const search = useSearch()
	return useMemo(() => {
		const query = new URLSearchParams(search)
		const workshop = query.get('w')
		const access = workshop === null ? (knownAccess()[0] ?? null) : findAccess(workshop as WorkshopId, query.get('r'))
		return {
			access,
			board: query.get('b') as BoardId | null,
			query: search ? `?${search}` : '',
			showsAdopted: query.get('show') === 'adopted',
			adoption: query.get('a') as AdoptionId | null,
		}
	}, [search])
}

/**
 * Returns the access to each workshop of this browser that is not archived, the newest first; the
 * access of a facilitator comes before that of a participant.
 */
export function knownAccess(): Credentials[] {
	const known = listStoredAccess().flatMap(({ credentials: [first], isArchived }) => {
		if (!first || isArchived || first.role === 'projector') return []
		return [{ first, createdAt: readStoredWorkshop(first.workshop, first.role)?.createdAt ?? 0 }]
	})
	return known.sort((a, b) => b.createdAt - a.createdAt).map(({ first }) => first)
}

function findAccess(workshop: WorkshopId, role: string | null): ExchangeAccess {
	const roles =
		role === 'facilitator' ? (['facilitator', 'participant'] as const) : (['participant', 'facilitator'] as const)
	for (const one of roles) {
		const credentials = loadCredentials(workshop, one)
		if (credentials) return credentials
	}
	return null
}
