import type { Links } from '@charrette/shared'
import { useState } from 'react'
import { type Credentials, loadCredentials, saveCredentials } from '../session/credentials.ts'
import { useCommand } from './useCommand.ts'

/** The links this browser knows. A secret is shown once only, so a browser that lacks a link makes a new one. */
export function useLinks(credentials: Credentials) {
	const run = useCommand(credentials)
	const [links, setLinks] = useState<Partial<Links>>(credentials.links ?? {})

	const create = async (role: 'facilitator' | 'projector'): Promise<string | null> => {
		const link = (await run({ type: 'links.create', role }))?.link
		if (!link) return null
		// Another one may have been made meanwhile, here or in another tab.
		const kept = loadCredentials(credentials.workshop, credentials.role) ?? credentials
		const all = { ...kept.links, [role]: link }
		saveCredentials({ ...kept, links: all })
		setLinks(all)
		return link
	}
	return { links, create }
}
