import type { OidcSettings } from '../../config.ts'

/** What the provider says of a person. */
export type PersonClaims = Readonly<Record<string, unknown>>

/**
 * Whether a person of the provider may open workshops here (OIDC2): with a verified e-mail address of one of the domains, and in one of the groups,
 * where these are set.
 */
export function isAdmitted(
	{ emailDomains, groups, groupsClaim }: Pick<OidcSettings, 'emailDomains' | 'groups' | 'groupsClaim'>,
	claims: PersonClaims,
): boolean {
	return (
		(emailDomains.length === 0 || emailDomains.includes(verifiedDomain(claims))) &&
		(groups.length === 0 ||
			namesIn(claims[groupsClaim]).some((name) => typeof name === 'string' && groups.includes(name)))
	)
}

function verifiedDomain({ email, email_verified: isVerified }: PersonClaims): string {
	if (typeof email !== 'string' || isVerified !== true) return ''
	return email.slice(email.lastIndexOf('@') + 1).toLowerCase()
}

function namesIn(claim: unknown): unknown[] {
	return Array.isArray(claim) ? claim : [claim]
}
