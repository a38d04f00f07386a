/**
 * Whether a community is a village (村) by its name. 社区 and 居委会, also those whose name in the
 * statistics bureau's list carries no ending (如皋's 建设, 红星), stand in towns.
 */
export const isVillage = (name: string): boolean => /村(委会)?(（新）)?$/.test(name)
