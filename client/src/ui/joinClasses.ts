/** Class names, without the ones that don't apply. */
export function joinClasses(...names: (string | false | null | undefined)[]): string {
	return names.filter(Boolean).join(' ')
}
