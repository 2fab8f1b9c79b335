import { type LinkId, type LinkRole, linkIdOf, type RoleLinks, type WorkshopLinks } from '@charrette/shared'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { fetchLinks } from '../../connection/api/workshops.ts'
import { type Credentials, loadCredentials, saveCredentials } from '../../connection/credentials.ts'
import { useCommand } from '../useCommand.ts'

type KnownLinks = Partial<Record<LinkRole, string>>

/**
 * Returns the links of a workshop, and the links whose secret this browser has stored. The server
 * sends a secret only once, so a browser without a link creates a new one.
 */
export function useRoleLinks(credentials: Credentials) {
	const run = useCommand(credentials)
	const client = useQueryClient()
	const queryKey = ['links', credentials.token]
	const queryFn = () => fetchLinks(credentials)
	const query = useQuery({ queryKey, queryFn })
	const refresh = () => client.invalidateQueries({ queryKey })

	/**
	 * Returns the stored links that are still valid; all stored links if the server cannot be
	 * reached.
	 */
	const readKnown = async (): Promise<KnownLinks> =>
		knownLinks(
			credentials,
			await client.fetchQuery({ queryKey, queryFn, retry: false, staleTime: 0 }).catch(() => null),
		)
	const replace = async (role: LinkRole, type: 'links.create' | 'links.rotate'): Promise<string | null> => {
		const link = (await run({ type, role }))?.link
		if (!link) return null
		storeLink(credentials, role, link)
		await refresh()
		return link
	}
	const revoke = async (link: LinkId): Promise<boolean> => {
		const isRevoked = (await run({ type: 'links.revoke', link })) !== null
		await refresh()
		return isRevoked
	}
	return {
		/** The links of the workshop, newest first; null until they are fetched. */
		links: query.data?.links ?? null,
		known: knownLinks(credentials, query.data ?? null),
		readKnown,
		create: (role: LinkRole) => replace(role, 'links.create'),
		/** Ends all links of a role and creates one. */
		rotate: (role: LinkRole) => replace(role, 'links.rotate'),
		revoke,
	}
}

/** Reads the stored links again: a link may have been stored meanwhile, here or in another tab. */
function storedLinks(credentials: Credentials): Partial<WorkshopLinks> {
	return (loadCredentials(credentials.workshop, credentials.role) ?? credentials).links ?? {}
}

function storeLink(credentials: Credentials, role: LinkRole, link: string): void {
	const stored = loadCredentials(credentials.workshop, credentials.role) ?? credentials
	saveCredentials({ ...stored, links: { ...storedLinks(credentials), [role]: link } })
}

/** Returns the stored links that have not ended; all of them if `answer` is null. */
function knownLinks(credentials: Credentials, answer: RoleLinks | null): KnownLinks {
	const { facilitator, projector } = storedLinks(credentials)
	const works = (link: string | undefined): link is string => {
		if (!link) return false
		const id = linkIdOf(link)
		return !answer || id === null || answer.links.some((listed) => listed.id === id)
	}
	return { ...(works(facilitator) && { facilitator }), ...(works(projector) && { projector }) }
}
