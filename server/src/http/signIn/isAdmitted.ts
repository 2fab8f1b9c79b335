import type { OidcSettings } from '../../start/settingGroups.ts'

/** Claims of the provider about a person. */
export type PersonClaims = Readonly<Record<string, unknown>>
type RoleSetting = 'createRoles' | 'hostRoles' | 'rolesClaim'

/**
 * Returns whether a person of the provider can create workshops here (OIDC2). Where the settings
 * restrict domains, groups or roles, the person needs a verified e-mail address of one of the
 * domains, has to be in one of the groups, and needs one of the roles, or that of a host.
 */
export function isAdmitted(
	settings: Pick<OidcSettings, 'emailDomains' | 'groups' | 'groupsClaim' | RoleSetting>,
	claims: PersonClaims,
): boolean {
	const { emailDomains, groups, groupsClaim, createRoles, rolesClaim } = settings
	return (
		(emailDomains.length === 0 || emailDomains.includes(verifiedDomain(claims))) &&
		(groups.length === 0 || hasOneOf(groups, claimAt(claims, groupsClaim))) &&
		(createRoles.length === 0 || hasOneOf(createRoles, claimAt(claims, rolesClaim)) || isHost(settings, claims))
	)
}

/** Returns whether a person who is admitted may host the server (OIDC5). */
export function isHost({ hostRoles, rolesClaim }: Pick<OidcSettings, RoleSetting>, claims: PersonClaims): boolean {
	return hasOneOf(hostRoles, claimAt(claims, rolesClaim))
}

/** Returns the domain of a person's verified e-mail address, in lower case; empty without one. */
export function verifiedDomain({ email, email_verified: isVerified }: PersonClaims): string {
	if (typeof email !== 'string' || isVerified !== true) return ''
	return email.slice(email.lastIndexOf('@') + 1).toLowerCase()
}

function hasOneOf(names: readonly string[], claim: unknown): boolean {
	const given: unknown[] = Array.isArray(claim) ? claim : [claim]
	return given.some((name) => typeof name === 'string' && names.includes(name))
}

/**
 * Returns the value of a claim by its name, or by a path with dots into claims within claims:
 * Keycloak has roles at `realm_access.roles`. Names of claims may have dots themselves.
 */
function claimAt(claims: PersonClaims, path: string): unknown {
	if (Object.hasOwn(claims, path)) return claims[path]
	return path.split('.').reduce<unknown>((inner, name) => (isObject(inner) ? inner[name] : undefined), claims)
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null
}
