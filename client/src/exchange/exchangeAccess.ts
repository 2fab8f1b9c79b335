import type { AdoptionId, BoardId, WorkshopId } from '@charrette/shared'
import { useMemo } from 'react'
import { useSearch } from 'wouter'
import { knownParticipations, loadCredentials } from '../connection/credentials.ts'
import type { ExchangeAccess } from './exchangeApi.ts'

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
 * Returns the access that the address names, or else the access to the workshop that this browser
 * joined last. Without any access, only public practices are found.
 */
export function useExchangeOrigin(): ExchangeOrigin {
	const search = useSearch()
	return useMemo(() => {
		const query = new URLSearchParams(search)
		const workshop = query.get('w') ?? knownParticipations()[0]?.workshop ?? ''
		const access = findAccess(workshop as WorkshopId, query.get('r'))
		return {
			access,
			board: query.get('b') as BoardId | null,
			query: search ? `?${search}` : '',
			showsAdopted: query.get('show') === 'adopted',
			adoption: query.get('a') as AdoptionId | null,
		}
	}, [search])
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
