import type { OidcSettings } from '../../start/settingGroups.ts'

/** Claims of the provider about a person. */
export type PersonClaims = Readonly<Record<string, unknown>>

/**
 * Returns whether a person of the provider can create workshops here (OIDC2). Where the settings
 * restrict domains or groups, the person needs a verified e-mail address of one of the domains, and
 * has to be in one of the groups.
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

/** Returns the domain of a person's verified e-mail address, in lower case; empty without one. */
export function verifiedDomain({ email, email_verified: isVerified }: PersonClaims): string {
	if (typeof email !== 'string' || isVerified !== true) return ''
	return email.slice(email.lastIndexOf('@') + 1).toLowerCase()
}

function namesIn(claim: unknown): unknown[] {
	return Array.isArray(claim) ? claim : [claim]
}
