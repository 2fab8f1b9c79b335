import type { Role } from '@charrette/shared'
import type { ReactNode } from 'react'
import { type Credentials, loadCredentials } from '../connection/credentials.ts'
import { ErrorPage, type PageError } from './ErrorPage.tsx'

const MISSING_CREDENTIALS: Record<Role, PageError> = {
	participant: 'notSignedIn',
	facilitator: 'notFacilitator',
	projector: 'notProjector',
}

interface WithCredentialsProps {
	/** The role whose credentials the page needs. */
	of: Role
	workshop: string
	children: (credentials: Credentials) => ReactNode
}

/**
 * Shows a page if this browser has the credentials that it needs, else a page that explains how to
 * get them.
 */
export function WithCredentials({ of: role, workshop, children }: WithCredentialsProps) {
	const credentials = loadCredentials(workshop, role)
	return credentials ? children(credentials) : <ErrorPage error={MISSING_CREDENTIALS[role]} />
}
